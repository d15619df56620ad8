package crossforce.audit.trail;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import crossforce.contract.wire.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An event's data, told byte for byte as it was hashed. */
@Schema(type = SchemaType.OBJECT, description = "The event's data, byte for byte as it was hashed.")
record RawJson(@JsonValue @JsonRawValue String text) {
  private static final ObjectMapper JSON =
      WireJson.mapper(false).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Empty unless the bytes are one JSON value, and so cannot end the one that they are put in. */
  static Optional<RawJson> of(byte[] data) {
    try {
      if (JSON.readTree(data).isMissingNode()) {
        return Optional.empty();
      }
      return Optional.of(new RawJson(new String(data, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
