package crossforce.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What clients are generated from says what is really sent. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenApiTest {
  private static final Set<Set<String>> WRAPPED = Set.of(Set.of("value"), Set.of("pence"));

  @Test
  void ids_codes_and_amounts_are_described_as_they_are_written() {
    var wrapped = new ArrayList<String>();
    for (var api : TestPlatform.target().services()) {
      schemas(api)
          .properties()
          .forEach(schema -> {
            var properties = new HashSet<String>();
            schema.getValue().path("properties").fieldNames().forEachRemaining(properties::add);
            if (WRAPPED.contains(properties)) {
              wrapped.add(api.service() + " " + schema.getKey());
            }
          });
    }

    assertThat(wrapped).isEmpty();
    var broker = schemas(TestPlatform.target().broker());
    assertThat(broker.path("RequestId").path("format").asText()).isEqualTo("uuid");
    assertThat(broker.path("Money").path("type").asText()).isEqualTo("integer");
  }

  private static JsonNode schemas(Api api) {
    return api.need("/q/openapi?format=json", "").path("components").path("schemas");
  }
}
