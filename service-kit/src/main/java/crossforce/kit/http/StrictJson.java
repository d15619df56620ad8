package crossforce.kit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import crossforce.contract.wire.WireJson;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** JSON over HTTP looks like JSON on the wire, and is read to the letter. */
class StrictJson {
  @Produces
  @Singleton
  ObjectMapper mapper() {
    return WireJson.mapper(true)
        .registerModule(
            new SimpleModule()
                .addDeserializer(String.class, new WholeText())
                .addDeserializer(Instant.class, new KeepableInstant()))
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
  }

  /** Cuts to microseconds, as domain time and PostgreSQL do: finer ones would change when kept. */
  private static final class KeepableInstant extends StdDeserializer<Instant> {
    KeepableInstant() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return InstantDeserializer.INSTANT
          .deserialize(parser, context)
          .truncatedTo(ChronoUnit.MICROS);
    }
  }

  /**
   * Refuses what no document can hold: halves of characters, and control characters other than tab
   * and the ends of lines (XML 1.0, section 2.2).
   */
  private static final class WholeText extends StringDeserializer {
    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      var text = super.deserialize(parser, context);
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw wrong(parser, "text with half of a character");
      }
      if (text.chars().anyMatch(c -> c < ' ' && "\t\n\r".indexOf(c) < 0)) {
        throw wrong(parser, "text with a control character");
      }
      return text;
    }

    private static JsonMappingException wrong(JsonParser parser, String what) {
      return new JsonMappingException(parser, "", new IllegalArgumentException(what));
    }
  }
}
