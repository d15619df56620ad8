package crossforce.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DriftTest {
  private static final JsonNode WANTED = json("{'a': 1, 'list': ['x', 'y'], 'deep': {'b': 'two'}}");

  @Test
  void more_than_wanted_and_another_order_are_no_drift() {
    assertThat(
            Drift.isNone(
                WANTED, json("{'deep': {'c': 3, 'b': 'two'}, 'list': ['y', 'x'], 'a': 1, 'z': 0}")))
        .isTrue();
  }

  @Test
  void a_missing_field_another_value_and_a_longer_list_are_drift() {
    assertThat(Drift.isNone(WANTED, json("{'list': ['x', 'y'], 'deep': {'b': 'two'}}"))).isFalse();
    assertThat(Drift.isNone(WANTED, json("{'a': 1, 'list': ['x', 'y'], 'deep': {'b': 'three'}}")))
        .isFalse();
    assertThat(
            Drift.isNone(WANTED, json("{'a': 1, 'list': ['x', 'y', 'z'], 'deep': {'b': 'two'}}")))
        .isFalse();
  }

  @Test
  void mending_keeps_what_was_there_beside() {
    assertThat(
            Drift.mended(json("{'deep': {'b': 2}}"), json("{'id': 7, 'deep': {'b': 1, 'c': 3}}")))
        .isEqualTo(json("{'id': 7, 'deep': {'b': 2, 'c': 3}}"));
  }

  private static JsonNode json(String text) {
    return Realm.read(text.replace('\'', '"'));
  }
}
