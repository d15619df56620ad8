package crossforce.billing.tariff.model;

import static java.util.stream.Collectors.reducing;

import crossforce.billing.tariff.model.TariffVersion.Published;
import crossforce.contract.Money;
import crossforce.contract.TimeBand;
import crossforce.contract.billing.ChargeEvent.Line;
import crossforce.contract.billing.ChargeEvent.Price;
import crossforce.contract.billing.TariffEvent.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The one function from work to money, for quotes and charges alike, line by line. Of each 24 hours
 * on duty those after the first 16 are sleep: unpaid, with a nightly allowance. That is our
 * tariff's rule, not a law's.
 */
public final class Pricing {
  private static final int MINUTES_AN_HOUR = 60;
  private static final int ALL = 100; // Percent: out-of-pocket costs are additional in full.
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration AWAKE = Duration.ofHours(16);

  private Pricing() {}

  /** Empty when the tariff has no rate for it. */
  public static Optional<Price> price(Published tariff, Work work) {
    return tariff.rate(work.rateCode(), work.category()).map(rate -> price(tariff, rate, work));
  }

  private static Price price(Published tariff, Rate rate, Work work) {
    var lines = new ArrayList<Line>();
    lines.addAll(travel("travel-out", "On the way there", work.outward(), rate));
    work.duty().ifPresent(duty -> lines.addAll(duty(duty, rate)));
    lines.addAll(travel("travel-home", "On the way back", work.homeward(), rate));
    if (work.kilometres() > 0) {
      lines.add(
          line(
              "kilometres",
              "Driven in all",
              Optional.empty(),
              new Units(work.kilometres(), "kilometre", 1),
              rate.kilometre(),
              ALL,
              work.kilometresEvent()));
    }
    return new Price(
        tariff.tariff(),
        tariff.version(),
        work.category(),
        lines,
        sum(lines, Line::fullCost),
        sum(lines, Line::additionalCost));
  }

  private static List<Line> travel(String rule, String words, Leg leg, Rate rate) {
    var paid = PoliceDay.minutesByBand(leg.from(), leg.until());
    var lines = new ArrayList<>(hours(rule + "-hours", words, paid, rate, leg.event()));
    if (leg.unpaid() > 0) {
      lines.add(
          line(
              rule + "-unpaid",
              words + " after %d minutes, not paid".formatted(leg.minutes()),
              Optional.empty(),
              new Units(leg.unpaid(), "minute", MINUTES_AN_HOUR),
              0,
              ALL,
              leg.event()));
    }
    return lines;
  }

  private static List<Line> duty(Leg duty, Rate rate) {
    var paid = new EnumMap<TimeBand, Long>(TimeBand.class);
    var nights = 0L;
    var asleep = 0L;
    for (var at = duty.from(); at.isBefore(duty.until()); at = at.plus(DAY)) {
      var asleepFrom = earlier(at.plus(AWAKE), duty.until());
      var awakeFrom = earlier(at.plus(DAY), duty.until());
      add(paid, PoliceDay.minutesByBand(at, asleepFrom));
      asleep += Duration.between(asleepFrom, awakeFrom).toMinutes();
      nights += asleepFrom.isBefore(awakeFrom) ? 1 : 0;
    }
    var lines = new ArrayList<>(hours("duty-hours", "On duty", paid, rate, duty.event()));
    if (nights > 0) {
      lines.add(
          line(
              "sleep-hours",
              "Asleep, up to 8 hours in 24, not paid",
              Optional.empty(),
              new Units(asleep, "minute", MINUTES_AN_HOUR),
              0,
              ALL,
              duty.event()));
      lines.add(
          line(
              "nightly-allowance",
              "Nights away",
              Optional.empty(),
              new Units(nights, "night", 1),
              rate.nightlyAllowance().pence() * 100,
              ALL,
              duty.event()));
    }
    var missing = rate.leastMinutes() - duty.minutes();
    if (missing > 0) {
      var band = PoliceDay.bandAt(duty.from());
      lines.add(
          line(
              "call-out-minimum",
              "Up to the least call-out of %d minutes".formatted(rate.leastMinutes()),
              Optional.of(band),
              new Units(missing, "minute", MINUTES_AN_HOUR),
              hourly(rate, band),
              rate.additionalPercent(),
              duty.event()));
    }
    return lines;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static List<Line> hours(
      String rule, String words, Map<TimeBand, Long> minutes, Rate rate, Optional<UUID> event) {
    return minutes.entrySet().stream()
        .map(banded ->
            line(
                rule,
                words + ", " + banded.getKey().toString().replace('-', ' '),
                Optional.of(banded.getKey()),
                new Units(banded.getValue(), "minute", MINUTES_AN_HOUR),
                hourly(rate, banded.getKey()),
                rate.additionalPercent(),
                event))
        .toList();
  }

  /** So many of a unit, and how many of it the rate is for. */
  private record Units(long count, String unit, long per) {}

  private static Line line(
      String rule,
      String description,
      Optional<TimeBand> band,
      Units units,
      long rate,
      int additionalPercent,
      Optional<UUID> event) {
    var tenThousandths = Math.multiplyExact(units.count(), rate);
    return new Line(
        rule,
        description,
        band,
        units.count(),
        units.unit(),
        units.per(),
        rate,
        pence(tenThousandths, units.per() * 100),
        pence(Math.multiplyExact(tenThousandths, additionalPercent), units.per() * 100 * 100),
        event);
  }

  /** The exact fraction, rounded once, half up; ten-thousandths of a pound are 100 to the penny. */
  static Money pence(long numerator, long denominator) {
    return new Money(Math.floorDiv(Math.addExact(2 * numerator, denominator), 2 * denominator));
  }

  private static long hourly(Rate rate, TimeBand band) {
    return rate.hourly().stream()
        .filter(banded -> banded.band() == band)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("published without a rate for " + band))
        .rateTenThousandths();
  }

  private static void add(Map<TimeBand, Long> sum, Map<TimeBand, Long> more) {
    more.forEach((band, minutes) -> sum.merge(band, minutes, Long::sum));
  }

  private static Money sum(List<Line> lines, Function<Line, Money> amount) {
    return lines.stream().collect(reducing(Money.ZERO, amount, Money::plus));
  }
}
