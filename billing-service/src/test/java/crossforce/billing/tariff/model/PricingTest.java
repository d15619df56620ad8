package crossforce.billing.tariff.model;

import static crossforce.billing.TestTariffs.CREW;
import static crossforce.billing.TestTariffs.UNKNOWN;
import static crossforce.billing.TestTariffs.london;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.billing.TestTariffs;
import crossforce.contract.ChargingCategory;
import crossforce.contract.Money;
import crossforce.contract.Priority;
import crossforce.contract.RateCode;
import crossforce.contract.billing.ChargeEvent.Line;
import crossforce.contract.billing.ChargeEvent.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PricingTest {
  @Test
  void every_line_says_what_it_is_for() {
    // Thursday 16:00 to 22:00, 45 minutes and 60 kilometres each way.
    var price = price(work("2026-11-19T16:00", "2026-11-19T22:00", 45, 60));
    assertThat(price.lines().stream().map(PricingTest::brief))
        .containsExactly(
            "travel-out-hours plain 45 minute @1200000/60 = £90.00 (£45.00)",
            "duty-hours plain 240 minute @1200000/60 = £480.00 (£240.00)",
            "duty-hours evening-and-night 120 minute @1320000/60 = £264.00 (£132.00)",
            "travel-home-hours evening-and-night 45 minute @1320000/60 = £99.00 (£49.50)",
            "kilometres - 120 kilometre @6000/1 = £72.00 (£72.00)");
    assertThat(price.fullCost()).isEqualTo(new Money(1005_00));
    assertThat(price.additionalCost()).isEqualTo(new Money(538_50));
  }

  @Test
  void a_short_call_out_is_charged_at_the_least_length_in_the_band_it_began_in() {
    var price = price(work("2026-11-19T19:30", "2026-11-19T20:30", 0, 0));
    assertThat(price.lines().stream().map(PricingTest::brief))
        .containsExactly(
            "duty-hours plain 30 minute @1200000/60 = £60.00 (£30.00)",
            "duty-hours evening-and-night 30 minute @1320000/60 = £66.00 (£33.00)",
            "call-out-minimum plain 180 minute @1200000/60 = £360.00 (£180.00)");
  }

  @Test
  void of_every_24_hours_away_the_last_8_are_sleep_with_a_nightly_allowance() {
    // Monday 07:00 to Wednesday 09:00: two nights, 23:00 to 07:00.
    var price = price(work("2026-11-16T07:00", "2026-11-18T09:00", 0, 0));
    assertThat(price.lines().stream().map(PricingTest::brief))
        .containsExactly(
            "duty-hours plain 1680 minute @1200000/60 = £3,360.00 (£1,680.00)",
            "duty-hours evening-and-night 360 minute @1320000/60 = £792.00 (£396.00)",
            "sleep-hours - 960 minute @0/60 = £0.00 (£0.00)",
            "nightly-allowance - 2 night @550000/1 = £110.00 (£110.00)");
  }

  @Test
  void sleep_begins_after_16_hours() {
    var sixteen = price(work("2026-11-16T07:00", "2026-11-16T23:00", 0, 0));
    assertThat(sixteen.lines()).extracting(Line::rule).containsOnly("duty-hours");
    var more = price(work("2026-11-16T07:00", "2026-11-17T06:59", 0, 0));
    assertThat(more.lines().stream().map(PricingTest::brief))
        .containsExactly(
            "duty-hours plain 780 minute @1200000/60 = £1,560.00 (£780.00)",
            "duty-hours evening-and-night 180 minute @1320000/60 = £396.00 (£198.00)",
            "sleep-hours - 479 minute @0/60 = £0.00 (£0.00)",
            "nightly-allowance - 1 night @550000/1 = £55.00 (£55.00)");
  }

  @Test
  void beyond_the_least_call_out_a_longer_duty_never_costs_less() {
    var random = new Random(7);
    for (var n = 0; n < 200; n++) {
      var from = london("2026-04-01T07:00").plus(Duration.ofMinutes(random.nextInt(500_000)));
      var before = Money.ZERO;
      for (var until = from.plus(Duration.ofHours(4));
          until.isBefore(from.plus(Duration.ofDays(3)));
          until = until.plus(Duration.ofMinutes(1 + random.nextInt(30)))) {
        var work = Work.planned(CREW, ChargingCategory.SPONTANEOUS, from, until, Duration.ZERO, 0);
        var cost = price(work).fullCost();
        assertThat(cost).as("%s..%s", from, until).isGreaterThanOrEqualTo(before);
        before = cost;
      }
    }
  }

  @Test
  void a_line_is_rounded_once_half_up() {
    assertThat(Pricing.pence(149, 100)).isEqualTo(new Money(1));
    assertThat(Pricing.pence(150, 100)).isEqualTo(new Money(2));
    assertThat(Pricing.pence(250, 100)).isEqualTo(new Money(3));
    assertThat(Pricing.pence(0, 100)).isEqualTo(Money.ZERO);
  }

  @Test
  void seconds_do_not_count() {
    var by =
        Work.planned(
            CREW,
            ChargingCategory.PLANNED,
            Instant.parse("2026-11-19T09:00:59.999Z"),
            Instant.parse("2026-11-19T15:00:00.001Z"),
            Duration.ofSeconds(90),
            0);
    assertThat(by.duty().orElseThrow().minutes()).isEqualTo(360);
  }

  @Test
  void a_rate_code_that_the_tariff_does_not_know_has_no_price() {
    var work =
        Work.planned(
            UNKNOWN,
            ChargingCategory.PLANNED,
            london("2026-11-19T16:00"),
            london("2026-11-19T22:00"),
            Duration.ZERO,
            0);
    assertThat(Pricing.price(TestTariffs.of(2026), work)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          IMMEDIATE, false, 2026-11-19T16:00, SPONTANEOUS
          URGENT,    false, 2026-11-19T16:00, SPONTANEOUS
          PLANNED,   false, 2026-11-19T16:00, PLANNED
          URGENT,    true,  2026-11-19T16:00, SPECIALIST
          PLANNED,   true,  2026-11-19T16:00, SPECIALIST
          PLANNED,   false, 2026-12-15T08:00, PLANNED
          PLANNED,   true,  2026-12-15T08:01, SECONDMENT
          """)
  void the_category_follows_priority_speciality_and_length(
      Priority priority, boolean specialist, String until, ChargingCategory category) {
    // Eight weeks across the end of summer time are eight weeks by the calendar.
    var from = london(until.startsWith("2026-12") ? "2026-10-20T08:00" : "2026-11-19T08:00");
    assertThat(Work.categoryOf(priority, specialist, from, london(until))).isEqualTo(category);
  }

  @Test
  void paid_minutes_and_sleep_add_up_to_the_time_elapsed_and_the_lines_to_the_sum() {
    var random = new Random(42);
    var first = london("2026-04-01T07:00").getEpochSecond() / 60;
    for (var n = 0; n < 2_000; n++) {
      var from = Instant.ofEpochSecond((first + random.nextInt(500_000)) * 60);
      var until = from.plus(Duration.ofMinutes(1 + random.nextInt(n % 7 == 0 ? 90_000 : 3_000)));
      var travel = Duration.ofMinutes(random.nextInt(400));
      var work =
          Work.planned(
              CREW, ChargingCategory.SPONTANEOUS, from, until, travel, random.nextInt(600));
      var price = price(work);
      var minutes =
          price.lines().stream()
              .filter(line -> line.rule().endsWith("-hours"))
              .mapToLong(Line::units)
              .sum();
      assertThat(minutes)
          .as("%s..%s", from, until)
          .isEqualTo(Duration.between(from, until).plus(travel).plus(travel).toMinutes());
      assertThat(price.fullCost().pence())
          .isEqualTo(price.lines().stream().mapToLong(line -> line.fullCost().pence()).sum());
      assertThat(price.additionalCost().pence()).isBetween(0L, price.fullCost().pence());
    }
  }

  static Work work(String from, String until, int travelMinutes, int kilometres) {
    return Work.planned(
        new RateCode("armed-crew"),
        ChargingCategory.SPONTANEOUS,
        london(from),
        london(until),
        Duration.ofMinutes(travelMinutes),
        kilometres);
  }

  private static Price price(Work work) {
    return Pricing.price(TestTariffs.of(2026), work).orElseThrow();
  }

  private static String brief(Line line) {
    return "%s %s %d %s @%d/%d = %s (%s)"
        .formatted(
            line.rule(),
            line.band().map(Object::toString).orElse("-"),
            line.units(),
            line.unit(),
            line.rateTenThousandths(),
            line.per(),
            line.fullCost(),
            line.additionalCost());
  }
}
