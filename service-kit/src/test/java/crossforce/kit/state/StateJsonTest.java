package crossforce.kit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crossforce.contract.ForceId;
import crossforce.contract.Money;
import crossforce.contract.TimeSlot;
import crossforce.kit.test.StateSamples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StateJsonTest {
  /** None ──▶ Held ──▶ Ended. */
  sealed interface Place {
    record None() implements Place {}

    /** Groups what rules treat alike. */
    sealed interface Taken extends Place {
      record Held(ForceId by, TimeSlot slot, Optional<Money> limit) implements Taken {}

      record HeldTwice(List<Why> reasons, Map<String, Integer> counts) implements Taken {}
    }
  }

  sealed interface Why {
    record Asked(String by) implements Why {}

    record Forced() implements Why {}
  }

  private static final TimeSlot SLOT =
      new TimeSlot(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T00:00:00Z"));

  private final StateJson<Place> json = StateJson.of(Place.class, 2, Why.class);

  static Stream<Place> states() {
    return Stream.of(
        new Place.None(),
        new Place.Taken.Held(new ForceId("kent"), SLOT, Optional.of(new Money(12_00))),
        new Place.Taken.Held(new ForceId("kent"), SLOT, Optional.empty()),
        new Place.Taken.HeldTwice(
            List.of(new Why.Asked("essex"), new Why.Forced()), Map.of("a", 1)));
  }

  @ParameterizedTest
  @MethodSource("states")
  void what_is_written_is_read(Place state) {
    assertThat(json.read(json.write(state))).isEqualTo(state);
  }

  @Test
  void a_row_names_its_format_and_type_and_no_class() {
    assertThat(json.write(new Place.Taken.HeldTwice(List.of(new Why.Forced()), Map.of())))
        .isEqualTo(
            """
            {"format":2,"state":{"type":"held-twice","reasons":[{"type":"forced"}],"counts":{}}}\
            """);
    assertThat(StateJson.namesOf(Place.class)).containsExactly("none", "held", "held-twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"format\":1,\"state\":{\"type\":\"none\"}}",
        "{\"format\":3,\"state\":{\"type\":\"none\"}}",
        "{\"format\":\"2\",\"state\":{\"type\":\"none\"}}",
        "{\"state\":{\"type\":\"none\"}}",
        "{\"format\":2,\"state\":{\"type\":\"none\"},\"more\":1}",
        "{\"format\":2,\"state\":{\"type\":\"none\",\"more\":1}}",
        "{\"format\":2,\"state\":{\"type\":\"unheard\"}}",
        "{\"format\":2,\"state\":{}}",
        "{\"format\":2,\"state\":{\"type\":\"held\",\"by\":\"NOT A FORCE\"}}",
        "{\"format\":2,\"state\":{\"type\":\"none\"}} {}",
        "[]",
        "nonsense"
      })
  void anything_else_is_refused(String row) {
    assertThatThrownBy(() -> json.read(row)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void what_is_not_sealed_cannot_be_a_state() {
    assertThatThrownBy(() -> StateJson.of(Object.class, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void golden_samples_load() {
    StateSamples.of(json, Place.class).areAllRead("/state-samples/place.txt");
  }
}
