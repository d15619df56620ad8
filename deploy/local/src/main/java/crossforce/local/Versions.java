package crossforce.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions the build was made with, so that an upgrade unpacks anew. */
final class Versions {
  private static final Properties KNOWN = load();

  private Versions() {}

  static String of(String program) {
    return KNOWN.getProperty(program, "unknown");
  }

  private static Properties load() {
    try (var in = Definition.open("/versions.properties")) {
      var properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the versions", e);
    }
  }
}
