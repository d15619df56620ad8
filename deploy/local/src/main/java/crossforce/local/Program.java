package crossforce.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a program to its end; a failure names the program and shows what it said last. */
final class Program {
  private Program() {}

  /** The Java that runs this, for everything else that wants one. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static void run(List<String> command, Map<String, String> environment, Path log) {
    try {
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      var exit = builder.start().waitFor();
      if (exit != 0) {
        throw new PlatformTrouble(
            "%s failed with exit code %d; see %s:%n%s"
                .formatted(command.getFirst(), exit, log, Files.readString(log).strip()));
      }
    } catch (IOException e) {
      throw new PlatformTrouble("Cannot run " + command.getFirst() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformTrouble("Interrupted while running " + command.getFirst() + ".", e);
    }
  }

  /** Fails in plain words when a tool of the machine is missing. */
  static void require(String tool, String debianPackage) {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, tool))) return;
    }
    throw new PlatformTrouble(
        "The tool '%s' is missing; on Debian it comes with the package %s."
            .formatted(tool, debianPackage));
  }
}
