package crossforce.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders of one platform: the project it runs, the state that survives everything, and the
 * unpacked programs, which several platforms share.
 */
public record Home(Path project, Path state, Path cache) {
  public static final String SETTING = "CROSSFORCE_HOME";

  public Home {
    project = project.toAbsolutePath().normalize();
    state = state.toAbsolutePath().normalize();
    cache = cache.toAbsolutePath().normalize();
  }

  public static Home fromEnvironment() {
    var setting = System.getenv(SETTING);
    var project = findProject();
    var state =
        setting == null || setting.isBlank() ? project.resolve(".crossforce") : Path.of(setting);
    return new Home(project, state, project.resolve(".crossforce/cache"));
  }

  /** A platform with its own state beside others; the unpacked programs are shared. */
  public static Home in(Path state) {
    var project = findProject();
    return new Home(project, state, project.resolve(".crossforce/cache"));
  }

  public Path logs() {
    return folder(state.resolve("logs"));
  }

  public Path secrets() {
    return folder(state).resolve("secrets.properties");
  }

  public Path clockOffset() {
    return state.resolve("clock-offset");
  }

  Path run() {
    return folder(state.resolve("run"));
  }

  Path data(String part) {
    return state.resolve(part);
  }

  static Path folder(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + path, e);
    }
  }

  private static Path findProject() {
    var start =
        Optional.ofNullable(System.getProperty("project.root"))
            .map(Path::of)
            .orElse(Path.of(""))
            .toAbsolutePath();
    return Stream.iterate(
            Optional.of(start), Optional::isPresent, folder -> folder.map(Path::getParent))
        .flatMap(Optional::stream)
        .filter(folder -> Files.exists(folder.resolve("deploy/local/pom.xml")))
        .findFirst()
        .orElseThrow(() ->
            new PlatformTrouble(
                "Run this inside the project: no deploy/local/pom.xml above " + start + "."));
  }
}
