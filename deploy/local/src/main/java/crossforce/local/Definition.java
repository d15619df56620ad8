package crossforce.local;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads what {@code deploy/} defines once, for this machine and for production alike. */
final class Definition {
  static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Definition() {}

  static <T> T read(String name, Class<T> type) {
    try (var in = open("/deploy/" + name)) {
      return JSON.readValue(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  static JsonNode tree(String name) {
    return read(name, JsonNode.class);
  }

  static List<String> lines(String name) {
    try (var in = open("/deploy/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  static InputStream open(String resource) {
    return Optional.ofNullable(Definition.class.getResourceAsStream(resource))
        .orElseThrow(() -> new IllegalStateException("not on the class path: " + resource));
  }
}
