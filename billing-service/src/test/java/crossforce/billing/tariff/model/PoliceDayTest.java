package crossforce.billing.tariff.model;

import static crossforce.billing.TestTariffs.london;
import static crossforce.contract.TimeBand.BANK_HOLIDAY;
import static crossforce.contract.TimeBand.EVENING_AND_NIGHT;
import static crossforce.contract.TimeBand.PLAIN;
import static crossforce.contract.TimeBand.REST_DAY;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.TimeBand;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PoliceDayTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2026-11-19T06:59, EVENING_AND_NIGHT
          2026-11-19T07:00, PLAIN
          2026-11-19T19:59, PLAIN
          2026-11-19T20:00, EVENING_AND_NIGHT
          2026-11-20T23:59, EVENING_AND_NIGHT
          2026-11-21T06:59, EVENING_AND_NIGHT
          2026-11-21T07:00, REST_DAY
          2026-11-23T06:59, REST_DAY
          2026-11-23T07:00, PLAIN
          2026-12-25T06:59, EVENING_AND_NIGHT
          2026-12-25T07:00, BANK_HOLIDAY
          2026-12-26T06:59, BANK_HOLIDAY
          2026-12-26T07:00, REST_DAY
          2026-12-28T12:00, BANK_HOLIDAY
          2027-03-29T03:00, REST_DAY
          2027-03-29T07:00, BANK_HOLIDAY
          """)
  void the_band_is_that_of_the_police_day_and_the_clock(String local, TimeBand band) {
    assertThat(PoliceDay.bandAt(london(local))).isEqualTo(band);
  }

  @Test
  void before_seven_it_is_still_the_day_before() {
    assertThat(PoliceDay.of(london("2026-04-01T06:59"))).isEqualTo(LocalDate.of(2026, 3, 31));
    assertThat(PoliceDay.of(london("2026-04-01T07:00"))).isEqualTo(LocalDate.of(2026, 4, 1));
  }

  @Test
  void the_hour_that_happens_twice_counts_twice() {
    // Saturday 20:00 BST to Sunday 07:00 GMT is eleven hours by the clock and twelve by the watch.
    var minutes = PoliceDay.minutesByBand(london("2026-10-24T20:00"), london("2026-10-25T07:00"));
    assertThat(minutes).isEqualTo(Map.of(REST_DAY, 12 * 60L));
  }

  @Test
  void the_hour_that_does_not_exist_does_not_count() {
    var minutes = PoliceDay.minutesByBand(london("2026-03-28T20:00"), london("2026-03-29T07:00"));
    assertThat(minutes).isEqualTo(Map.of(REST_DAY, 10 * 60L));
  }

  @Test
  void a_stretch_is_cut_at_every_change_of_band() {
    // Thursday 18:30 to Saturday 08:15.
    var minutes = PoliceDay.minutesByBand(london("2026-11-19T18:30"), london("2026-11-21T08:15"));
    assertThat(minutes)
        .isEqualTo(Map.of(PLAIN, 90L + 13 * 60, EVENING_AND_NIGHT, 22 * 60L, REST_DAY, 75L));
  }

  @Test
  void christmas_is_a_bank_holiday_until_seven_the_next_morning() {
    var minutes = PoliceDay.minutesByBand(london("2026-12-24T20:00"), london("2026-12-26T09:00"));
    assertThat(minutes)
        .isEqualTo(Map.of(EVENING_AND_NIGHT, 11 * 60L, BANK_HOLIDAY, 24 * 60L, REST_DAY, 120L));
  }

  @Test
  void the_minutes_of_all_bands_add_up_to_the_time_elapsed() {
    var random = new Random(20261025);
    var first = Instant.parse("2025-01-01T00:00:00Z").getEpochSecond() / 60;
    for (var n = 0; n < 5_000; n++) {
      var from = Instant.ofEpochSecond((first + random.nextInt(4 * 525_600)) * 60);
      var until = from.plus(Duration.ofMinutes(random.nextInt(n % 10 == 0 ? 100_000 : 4_000)));
      var sum =
          PoliceDay.minutesByBand(from, until).values().stream().mapToLong(Long::longValue).sum();
      assertThat(sum)
          .as("%s..%s", from, until)
          .isEqualTo(Duration.between(from, until).toMinutes());
    }
  }
}
