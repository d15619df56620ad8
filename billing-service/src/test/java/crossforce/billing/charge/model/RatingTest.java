package crossforce.billing.charge.model;

import static crossforce.billing.TestTariffs.london;
import static crossforce.billing.charge.model.Deployments.asked;
import static crossforce.billing.charge.model.Deployments.eventId;
import static crossforce.billing.charge.model.Deployments.known;
import static crossforce.billing.charge.model.Deployments.stoodDown;
import static crossforce.billing.charge.model.Deployments.told;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.billing.TestTariffs;
import crossforce.billing.charge.model.Engagement.Known;
import crossforce.billing.charge.model.Rating.Rated;
import crossforce.contract.ChargingCategory;
import crossforce.contract.Money;
import crossforce.contract.billing.ChargeEvent.Difference;
import crossforce.contract.billing.ChargeEvent.Line;
import crossforce.contract.broker.RequestEvent.AboutDeployment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RatingTest {
  @Test
  void a_deployment_that_went_as_planned_costs_its_quote() {
    var rated =
        rate(
            "2026-11-19T10:00",
            "2026-11-19T18:00",
            told(
                london("2026-11-19T09:10"),
                london("2026-11-19T10:00"),
                london("2026-11-19T18:00"),
                london("2026-11-19T18:50"),
                110));
    // 8 h × £120 + 100 min × £2 + 110 km × 60p.
    assertThat(rated.quoted()).isEqualTo(new Money(1226_00));
    assertThat(rated.price().fullCost()).isEqualTo(new Money(1226_00));
    assertThat(rated.differences()).isEmpty();
  }

  @Test
  void thirty_seven_minutes_over_plan_across_seven_and_the_end_of_summer_time_by_hand() {
    // Given: a night, a day and a night, Sunday 00:00 BST to Monday 06:40 GMT.
    var arrived = Instant.parse("2026-10-24T23:00:00Z");
    var released = Instant.parse("2026-10-26T07:17:00Z"); // 37 minutes over.
    var events =
        told(
            arrived.minus(Duration.ofMinutes(50)),
            arrived,
            released,
            released.plus(Duration.ofMinutes(50)),
            110);

    // When
    var rated = rate("2026-10-25T00:00", "2026-10-26T06:40", events);

    // Then, by hand: elapsed 32 h 17 min = 1,937 minutes, for the clock went back once.
    //   first 24 hours: 16 awake on a rest day (Saturday's and Sunday's police day), 8 asleep
    //   the rest: 23:00Z to 07:00Z Monday is still Sunday, 480 minutes; 17 minutes of a plain
    // Monday
    //   rest day 960 + 480 = 1,440 min × £180/h = £4,320.00; plain 17 min × £120/h = £34.00
    //   a night £55.00; out 50 min rest day £150.00; home 50 min plain £100.00; 110 km £66.00
    assertThat(lines(rated))
        .containsExactly(
            "travel-out-hours 50 15000",
            "duty-hours 17 3400",
            "duty-hours 1440 432000",
            "sleep-hours 480 0",
            "nightly-allowance 1 5500",
            "travel-home-hours 50 10000",
            "kilometres 110 6600");
    assertThat(rated.price().fullCost()).isEqualTo(new Money(4725_00));
    // The quote: 1,420 min of rest day £4,260.00, £55.00, out £150.00, £66.00; home 06:40 to 07:30
    // is 20 min of rest day £60.00 and 30 min plain £60.00.
    assertThat(rated.quoted()).isEqualTo(new Money(4651_00));
    // 37 minutes longer: 20 min × £3 + 17 min × £2 = £94.00 on duty, and the way back falls 20
    // minutes more into plain time: -£20.00.
    assertThat(rated.differences())
        .containsExactly(
            new Difference(
                "longer-deployment", "On duty 37 minutes longer than planned", new Money(74_00)));
  }

  @Test
  void thirty_seven_minutes_over_plan_across_seven_and_the_start_of_summer_time_by_hand() {
    // Given: Easter. Sunday 28 March 2027 01:00 GMT becomes 02:00 BST; Monday is a bank holiday.
    var events =
        told(
            london("2027-03-27T21:10"),
            london("2027-03-27T22:00"),
            london("2027-03-29T07:17"),
            london("2027-03-29T08:07"),
            110);

    // When
    var rated = rate("2027-03-27T22:00", "2027-03-29T06:40", events);

    // Then, by hand: 22:00Z Saturday to 06:17Z Monday = 32 h 17 min = 1,937 minutes.
    //   first 24 hours: 22:00Z to 14:00Z awake, rest day 960 min; 14:00Z to 22:00Z asleep
    //   then to 07:00 BST = 06:00Z Monday: 480 min of rest day; then 17 min of bank holiday
    //   rest day 1,440 min £4,320.00; bank holiday 17 min × £240/h = £68.00; a night £55.00
    //   out 50 min rest day £150.00; home 50 min bank holiday £200.00; 110 km £66.00
    assertThat(lines(rated))
        .containsExactly(
            "travel-out-hours 50 15000",
            "duty-hours 1440 432000",
            "duty-hours 17 6800",
            "sleep-hours 480 0",
            "nightly-allowance 1 5500",
            "travel-home-hours 50 20000",
            "kilometres 110 6600");
    assertThat(rated.price().fullCost()).isEqualTo(new Money(4859_00));
    // The quote: 1,420 min £4,260.00, £55.00, £150.00, £66.00, home 20 min £60.00 and 30 min
    // £120.00.
    assertThat(rated.quoted()).isEqualTo(new Money(4711_00));
    assertThat(rated.differences())
        .containsExactly(
            new Difference(
                "longer-deployment", "On duty 37 minutes longer than planned", new Money(148_00)));
  }

  @Test
  void every_line_names_the_event_it_rests_on() {
    var events =
        told(
            london("2026-11-19T09:10"),
            london("2026-11-19T10:00"),
            london("2026-11-19T18:00"),
            london("2026-11-19T18:50"),
            110);
    var rated = rate("2026-11-19T10:00", "2026-11-19T18:00", events);
    assertThat(rated.price().lines())
        .extracting(line -> line.event().orElseThrow())
        .containsExactly(
            eventId(events.get(1)),
            eventId(events.get(3)),
            eventId(events.get(4)),
            eventId(events.get(4)));
  }

  @Test
  void each_fact_that_differs_is_a_difference_of_its_own() {
    // An hour late and so into the evening, ten minutes shorter, ten more on the road, 14 km more.
    var rated =
        rate(
            "2026-11-19T10:00",
            "2026-11-19T20:00",
            told(
                london("2026-11-19T10:05"),
                london("2026-11-19T11:00"),
                london("2026-11-19T20:50"),
                london("2026-11-19T21:45"),
                124));
    assertThat(rated.differences())
        .containsExactly(
            // 60 min fall into the evening: 60 × 20p; the way back had been there already.
            new Difference(
                "different-hours",
                "Duty began at another time, for as long as planned",
                pence(12_00)),
            new Difference(
                "shorter-deployment", "On duty 10 minutes less than planned", pence(-22_00)),
            new Difference("travel-time", "On the road +10 minutes against the plan", pence(21_00)),
            new Difference("kilometres", "Drove +14 kilometres against the plan", pence(8_40)));
    assertAddsUp(rated);
  }

  @Test
  void a_deployment_that_turns_into_a_secondment_says_so() {
    var rated =
        rate(
            "2026-05-04T08:00",
            "2026-05-04T12:00",
            told(
                london("2026-05-04T07:10"),
                london("2026-05-04T08:00"),
                london("2026-06-29T08:01"),
                london("2026-06-29T08:51"),
                110));
    assertThat(rated.price().category()).isEqualTo(ChargingCategory.SECONDMENT);
    assertThat(rated.differences())
        .extracting(Difference::code)
        .containsExactly("longer-deployment", "category");
    assertThat(rated.differences().getLast().amount()).isLessThan(Money.ZERO);
    assertAddsUp(rated);
  }

  @Test
  void the_tariff_of_the_day_the_duty_began_holds_and_is_a_difference_when_it_was_not_quoted() {
    // Planned for the last evening of March, begun on the first morning of April 2027.
    var events =
        told(
            london("2027-04-01T07:10"),
            london("2027-04-01T08:00"),
            london("2027-04-01T16:00"),
            london("2027-04-01T16:50"),
            110);
    var engagement = known(asked("2027-03-31T12:00", "2027-03-31T20:00"), events);
    var done = engagement.done().orElseThrow();
    var rated = Rating.rate(engagement.planned(), done, TestTariffs.of(2026), TestTariffs.of(2027));
    assertThat(rated.price().tariffVersion()).isEqualTo(2027);
    // 2026: 8 h + 100 min at £120 = £1,160.00; a tenth more by the hour.
    assertThat(rated.differences())
        .contains(
            new Difference(
                "tariff-version",
                "By national 2027, which held when the duty began",
                pence(116_00)));
    assertAddsUp(rated);
  }

  @Test
  void stood_down_on_the_way_only_the_way_is_paid() {
    // Turned round after 20 of 50 minutes: 20 min each way, 22 of 55 km each way.
    var rated =
        rate(
            "2026-11-19T10:00",
            "2026-11-19T18:00",
            stoodDown(london("2026-11-19T09:10"), london("2026-11-19T09:30")));
    assertThat(lines(rated))
        .containsExactly(
            "travel-out-hours 20 4000", "travel-home-hours 20 4000", "kilometres 44 2640");
    assertThat(rated.differences())
        .containsExactly(
            new Difference(
                "stood-down",
                "Stood down on the way: only the way is paid",
                pence(106_40 - 1226_00)));
  }

  @Test
  void stood_down_after_a_long_way_the_way_back_is_no_longer_than_planned() {
    // Turned round after 180 minutes of 50: 180 min out, 50 min back, 55 km each way.
    var rated =
        rate(
            "2026-11-19T13:00",
            "2026-11-19T18:00",
            stoodDown(london("2026-11-19T09:10"), london("2026-11-19T12:10")));
    assertThat(lines(rated))
        .containsExactly(
            "travel-out-hours 180 36000", "travel-home-hours 50 10000", "kilometres 110 6600");
  }

  // 50 minutes were planned, so 290 are paid: from 18:00, 120 plain at £2 and 170 at £2.20.
  @ParameterizedTest
  @CsvSource({
    "2026-11-20T22:49, 120 24000, 169 37180, 0",
    "2026-11-20T22:50, 120 24000, 170 37400, 0",
    "2026-11-20T22:51, 120 24000, 170 37400, 1",
    "2026-11-23T09:00, 120 24000, 170 37400, 3490"
  })
  void the_way_back_is_paid_for_four_hours_more_than_planned(
      String returned, String plain, String evening, long unpaid) {
    var rated = rateReturned(returned);
    var expected =
        new ArrayList<>(
            List.of(
                "travel-out-hours 50 10000",
                "duty-hours 480 96000",
                "travel-home-hours " + plain,
                "travel-home-hours " + evening));
    if (unpaid > 0) {
      expected.add("travel-home-unpaid %d 0".formatted(unpaid));
    }
    expected.add("kilometres 110 6600");
    assertThat(lines(rated)).isEqualTo(expected);
    assertAddsUp(rated);
  }

  @Test
  void a_return_told_after_the_weekend_says_what_is_not_paid() {
    var rated = rateReturned("2026-11-23T09:00");
    // The quote £1,226.00; the way back £614.00 instead of £100.00.
    assertThat(rated.price().fullCost()).isEqualTo(pence(1740_00));
    assertThat(rated.price().lines())
        .extracting(Line::description)
        .contains("On the way back after 290 minutes, not paid");
    assertThat(rated.differences())
        .containsExactly(
            new Difference(
                "travel-time",
                "On the road +240 minutes against the plan;"
                    + " 3490 minutes beyond 4 hours over the plan are not paid",
                pence(514_00)));
  }

  // From 09:10, 290 minutes at £2.
  @ParameterizedTest
  @CsvSource({"13:59, 289 57800, 0", "14:00, 290 58000, 0", "14:01, 290 58000, 1"})
  void the_way_there_is_paid_for_four_hours_more_than_planned(
      String arrived, String paid, long unpaid) {
    var rated =
        rate(
            "2026-11-19T10:00",
            "2026-11-19T18:00",
            told(
                london("2026-11-19T09:10"),
                london("2026-11-19T" + arrived),
                london("2026-11-19T19:01"),
                london("2026-11-19T19:51"),
                110));
    assertThat(lines(rated).getFirst()).isEqualTo("travel-out-hours " + paid);
    assertThat(lines(rated).contains("travel-out-unpaid 1 0")).isEqualTo(unpaid == 1);
    assertAddsUp(rated);
  }

  @Test
  void stood_down_after_three_days_the_way_there_is_paid_for_four_hours_more_than_planned() {
    // 4,320 minutes, of which 290 at £2; 50 min back on a Sunday at £3; 55 km each way.
    var rated =
        rate(
            "2026-11-19T10:00",
            "2026-11-19T18:00",
            stoodDown(london("2026-11-19T09:10"), london("2026-11-22T09:10")));
    assertThat(lines(rated))
        .containsExactly(
            "travel-out-hours 290 58000",
            "travel-out-unpaid 4030 0",
            "travel-home-hours 50 15000",
            "kilometres 110 6600");
    assertThat(rated.differences())
        .containsExactly(
            new Difference(
                "stood-down",
                "Stood down on the way: only the way is paid;"
                    + " 4030 minutes beyond 4 hours over the plan are not paid",
                pence(796_00 - 1226_00)));
  }

  @Test
  void stood_down_before_it_set_out_nothing_is_paid() {
    var events = stoodDown(london("2026-11-19T09:10"), london("2026-11-19T09:30")).subList(1, 2);
    assertThat(known(asked("2026-11-19T10:00", "2026-11-19T18:00"), events).done()).isEmpty();
  }

  @Test
  void nothing_is_rated_before_all_is_known_and_any_order_gives_the_same() {
    var events =
        new ArrayList<>(
            told(
                london("2026-11-19T09:15"),
                london("2026-11-19T10:12"),
                london("2026-11-19T19:03"),
                london("2026-11-19T20:02"),
                117));
    var asked = asked("2026-11-19T10:00", "2026-11-19T18:00");
    var inOrder = rate(known(asked, events));
    var random = new Random(7);
    for (var n = 0; n < 200; n++) {
      Collections.shuffle(events, random);
      var repeated = new ArrayList<AboutDeployment>(events);
      repeated.add(events.get(random.nextInt(events.size())));
      assertThat(rate(known(asked, repeated))).isEqualTo(inOrder);
    }
    for (var missing : events) {
      var others = events.stream().filter(event -> !event.equals(missing)).toList();
      var known = known(asked, others);
      var needed = !missing.getClass().getSimpleName().equals("DeploymentOnTask");
      assertThat(known.done().isEmpty()).as("without %s", missing).isEqualTo(needed);
    }
  }

  @Test
  void clocks_that_disagree_make_an_empty_leg_and_never_a_negative_one() {
    var done =
        known(
                asked("2026-11-19T10:00", "2026-11-19T18:00"),
                told(
                    london("2026-11-19T10:05"),
                    london("2026-11-19T10:00"),
                    london("2026-11-19T18:00"),
                    london("2026-11-19T17:58"),
                    110))
            .done()
            .orElseThrow();
    assertThat(done.outward().minutes()).isZero();
    assertThat(done.duty().orElseThrow().minutes()).isEqualTo(475);
    assertThat(done.homeward().minutes()).isZero();
  }

  @Test
  void quote_and_differences_always_make_the_charge() {
    var random = new Random(99);
    for (var n = 0; n < 1_000; n++) {
      var from = london("2026-04-10T00:00").plus(Duration.ofMinutes(random.nextInt(500_000)));
      var asked =
          asked(
              Deployments.CALL,
              Deployments.REQUEST,
              new crossforce.contract.TimeSlot(
                  from, from.plus(Duration.ofMinutes(1 + random.nextInt(5_000)))),
              crossforce.contract.Priority.PLANNED);
      var out = from.plus(Duration.ofMinutes(random.nextInt(600) - 400));
      var there = out.plus(Duration.ofMinutes(random.nextInt(400)));
      var off = there.plus(Duration.ofMinutes(random.nextInt(n % 20 == 0 ? 90_000 : 6_000)));
      var back = off.plus(Duration.ofMinutes(random.nextInt(400)));
      assertAddsUp(rate(known(asked, told(out, there, off, back, random.nextInt(900)))));
    }
  }

  /** Friday 10:00 to 18:00 as planned, but for the return. */
  private static Rated rateReturned(String returned) {
    return rate(
        "2026-11-20T10:00",
        "2026-11-20T18:00",
        told(
            london("2026-11-20T09:10"),
            london("2026-11-20T10:00"),
            london("2026-11-20T18:00"),
            london(returned),
            110));
  }

  private static Rated rate(String from, String until, List<AboutDeployment> told) {
    return rate(known(asked(from, until), told));
  }

  private static Rated rate(Known engagement) {
    return Rating.rate(
        engagement.planned(),
        engagement.done().orElseThrow(),
        TestTariffs.of(2026),
        TestTariffs.of(2026));
  }

  private static void assertAddsUp(Rated rated) {
    var sum =
        rated.differences().stream().map(Difference::amount).reduce(rated.quoted(), Money::plus);
    assertThat(sum).isEqualTo(rated.price().fullCost());
    assertThat(rated.differences()).extracting(Difference::code).doesNotHaveDuplicates();
  }

  private static List<String> lines(Rated rated) {
    return rated.price().lines().stream().map(RatingTest::brief).toList();
  }

  private static String brief(Line line) {
    return "%s %d %d".formatted(line.rule(), line.units(), line.fullCost().pence());
  }

  private static Money pence(long pence) {
    return new Money(pence);
  }
}
