package crossforce.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares with a file under {@code src/test/resources}. What was found lies in {@code
 * target/golden} for review; nothing but a person's hand copies it.
 */
public final class Golden {
  private Golden() {}

  public static void matches(String name, String found) {
    try {
      var written = Path.of("target", "golden", name);
      Files.createDirectories(written.getParent());
      Files.writeString(written, found);
      assertThat(found).as("%s (found: %s)", name, written).isEqualTo(read(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String read(String name) {
    try (var file = Golden.class.getResourceAsStream("/" + name)) {
      return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
