package crossforce.audit.trail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RawJsonTest {
  @Test
  void one_value_is_told_byte_for_byte() {
    assertThat(RawJson.of("{ \"a\" : 1.0 }".getBytes(UTF_8)))
        .contains(new RawJson("{ \"a\" : 1.0 }"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{},\"leafIndex\":5", "{} {}", "null]"})
  void what_would_break_out_of_the_answer_is_not_told(String data) {
    assertThat(RawJson.of(data.getBytes(UTF_8))).isEmpty();
  }
}
