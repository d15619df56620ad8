package crossforce.kit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import crossforce.contract.wire.WireJson;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** JSON over HTTP looks like JSON on the wire, and is read to the letter. */
class StrictJson {
  @Produces
  @Singleton
  ObjectMapper mapper() {
    return WireJson.mapper(true)
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
  }
}
