package crossforce.registry.booking.model;

import static crossforce.registry.booking.model.Bookable.slot;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.registry.AssetEvent.DutyHours;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StaffingTest {
  private static final List<DutyHours> SATURDAY_NIGHT = hours(DayOfWeek.SATURDAY, 19, 7);
  private static final List<DutyHours> SUNDAY = hours(DayOfWeek.SUNDAY, 8, 18);

  @Test
  void no_hours_mean_always() {
    assertThat(Staffing.covers(List.of(), slot("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")))
        .isTrue();
  }

  @Test
  void hours_that_end_at_or_before_their_start_go_on_into_the_next_day() {
    assertThat(covers(SATURDAY_NIGHT, "2026-06-06T22:00:00Z", "2026-06-07T05:00:00Z")).isTrue();
    assertThat(covers(SATURDAY_NIGHT, "2026-06-07T00:00:00Z", "2026-06-07T06:00:00Z")).isTrue();
    assertThat(covers(SATURDAY_NIGHT, "2026-06-07T00:00:00Z", "2026-06-07T06:00:01Z")).isFalse();
    assertThat(
            covers(hours(DayOfWeek.SATURDAY, 8, 8), "2026-06-06T07:00:00Z", "2026-06-07T07:00:00Z"))
        .isTrue();
  }

  @Test
  void the_hours_are_those_of_the_clock_on_the_wall() {
    assertThat(covers(SUNDAY, "2026-06-07T07:00:00Z", "2026-06-07T17:00:00Z")).isTrue(); // Summer.
    assertThat(covers(SUNDAY, "2026-12-06T08:00:00Z", "2026-12-06T18:00:00Z")).isTrue(); // Winter.
    assertThat(covers(SUNDAY, "2026-12-06T07:00:00Z", "2026-12-06T17:00:00Z")).isFalse();
  }

  @Test
  void a_night_in_which_the_clocks_change_is_an_hour_longer_or_shorter() {
    assertThat(covers(SATURDAY_NIGHT, "2026-10-24T18:00:00Z", "2026-10-25T07:00:00Z")).isTrue();
    assertThat(covers(SATURDAY_NIGHT, "2026-03-28T19:00:00Z", "2026-03-29T06:00:00Z")).isTrue();
    assertThat(covers(SATURDAY_NIGHT, "2026-03-28T19:00:00Z", "2026-03-29T06:00:01Z")).isFalse();
  }

  private static boolean covers(List<DutyHours> staffed, String from, String until) {
    return Staffing.covers(staffed, slot(from, until));
  }

  private static List<DutyHours> hours(DayOfWeek day, int from, int until) {
    return List.of(new DutyHours(List.of(day), LocalTime.of(from, 0), LocalTime.of(until, 0)));
  }
}
