package crossforce.registry.availability.model;

import static crossforce.contract.Availability.AVAILABLE;
import static crossforce.contract.Availability.COMMITTED;
import static crossforce.contract.Availability.DEPLOYED;
import static crossforce.contract.Availability.HELD;
import static crossforce.contract.Availability.RESTING;
import static crossforce.contract.Availability.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.Availability;
import crossforce.contract.TimeSlot;
import crossforce.registry.availability.model.AvailabilityRules.Seen;
import crossforce.registry.booking.model.Occupation;
import crossforce.registry.booking.model.Occupation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AvailabilityRulesTest {
  private static final Instant NOW = Instant.parse("2026-06-06T08:00:00Z");

  @Test
  void what_is_free_is_available_until_its_time_is_taken() {
    assertThat(seen()).isEqualTo(since(AVAILABLE));
    assertThat(seen(taken(Kind.COMMITTED, 2, 5))).isEqualTo(until(AVAILABLE, 2));
  }

  @Test
  void what_is_taken_is_shown_as_such_until_that_is_over() {
    assertThat(seen(taken(Kind.COMMITTED, 0, 5))).isEqualTo(until(COMMITTED, 5));
    assertThat(seen(taken(Kind.RESTING, -1, 5))).isEqualTo(until(RESTING, 5));
    assertThat(seen(taken(Kind.UNAVAILABLE, -1, 5))).isEqualTo(until(UNAVAILABLE, 5));
  }

  @Test
  void back_to_back_times_of_one_kind_are_one() {
    assertThat(seen(taken(Kind.UNAVAILABLE, -1, 5), taken(Kind.UNAVAILABLE, 5, 9)))
        .isEqualTo(until(UNAVAILABLE, 9));
  }

  @Test
  void a_promise_shows_through_what_was_recorded_over_it() {
    assertThat(seen(taken(Kind.UNAVAILABLE, -1, 5), taken(Kind.COMMITTED, -1, 3)))
        .isEqualTo(until(COMMITTED, 3));
  }

  @Test
  void a_hold_is_shown_until_it_would_lapse() {
    assertThat(seen(held(0, 9, 1))).isEqualTo(until(HELD, 1));
  }

  @Test
  void a_hold_that_would_lapse_before_it_begins_is_not_shown() {
    assertThat(seen(held(3, 9, 1))).isEqualTo(since(AVAILABLE));
  }

  @Test
  void what_is_deployed_stays_so_until_somebody_says_otherwise() {
    assertThat(seen(taken(Kind.DEPLOYED, -9, -1))).isEqualTo(since(DEPLOYED));
  }

  @Test
  void what_is_no_longer_lent_is_unavailable_once_it_is_back() {
    assertThat(AvailabilityRules.at(NOW, List.of(), false)).isEqualTo(since(UNAVAILABLE));
    assertThat(AvailabilityRules.at(NOW, List.of(taken(Kind.DEPLOYED, -1, 5)), false))
        .isEqualTo(since(DEPLOYED));
  }

  private static Seen seen(Occupation... calendar) {
    return AvailabilityRules.at(NOW, List.of(calendar), true);
  }

  private static Seen since(Availability availability) {
    return new Seen(availability, Optional.empty());
  }

  private static Seen until(Availability availability, int hours) {
    return new Seen(availability, Optional.of(hour(hours)));
  }

  private static Occupation taken(Kind kind, int from, int until) {
    return Occupation.of(new UUID(0, from), kind, new TimeSlot(hour(from), hour(until)));
  }

  private static Occupation held(int from, int until, int lapses) {
    return Occupation.held(new UUID(0, from), new TimeSlot(hour(from), hour(until)), hour(lapses));
  }

  private static Instant hour(int hours) {
    return NOW.plus(Duration.ofHours(hours));
  }
}
