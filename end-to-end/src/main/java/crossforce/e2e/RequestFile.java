package crossforce.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * A request as the public API takes it, from a file; its times may be relative, such as {@code
 * PT30M} from now.
 */
public record RequestFile(ObjectNode body) {
  /** The file at this path, or the one that comes with the demo. */
  public static RequestFile read(String path) {
    try {
      if (path.isBlank()) {
        try (var stream = RequestFile.class.getResourceAsStream("/requests/armed-incident.json")) {
          return new RequestFile((ObjectNode) Api.JSON.readTree(stream));
        }
      }
      return new RequestFile((ObjectNode) Api.JSON.readTree(Files.readString(Path.of(path))));
    } catch (JsonProcessingException e) {
      throw wrong(
          path,
          "is not JSON at line %d: %s"
              .formatted(e.getLocation().getLineNr(), e.getOriginalMessage()));
    } catch (ClassCastException e) {
      throw wrong(path, "is not a JSON object");
    } catch (NoSuchFileException e) {
      throw wrong(path, "there is no such file");
    } catch (IOException e) {
      throw wrong(path, "cannot be read: " + e.getMessage());
    }
  }

  private static Mismatch wrong(String path, String why) {
    return new Mismatch("request file " + path, why);
  }

  /** Only reads it, so that what is wrong with it is told before anything is started for it. */
  public static void main(String[] arguments) {
    try {
      read(arguments.length > 0 ? arguments[0] : "");
    } catch (Mismatch e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
  }

  /** The body with every relative time made absolute. */
  public ObjectNode at(Instant now) {
    var absolute = body.deepCopy();
    if (absolute.path("window") instanceof ObjectNode window) {
      resolve(window, List.of("from", "until"), now);
    }
    if (absolute.path("authority") instanceof ObjectNode authority) {
      resolve(authority, List.of("at"), now);
    }
    if (absolute.path("recordedAfterwards") instanceof ObjectNode recorded) {
      resolve(recorded, List.of("agreedAt"), now);
    }
    return absolute;
  }

  private static void resolve(ObjectNode node, List<String> fields, Instant now) {
    for (var field : fields) {
      try {
        node.put(field, now.plus(Duration.parse(node.path(field).asText())).toString());
      } catch (DateTimeParseException e) {
        // Absolute already, or for the API to refuse.
      }
    }
  }
}
