package crossforce.billing.tariff.model;

import crossforce.contract.CivilTime;
import crossforce.contract.TimeBand;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The civil calendar that rates are drawn on, with a day that begins at 07:00. The hour that
 * happens twice in October counts twice; the one that does not exist in March does not count.
 */
public final class PoliceDay {
  private static final LocalTime BEGINS = LocalTime.of(7, 0);
  private static final LocalTime EVENING = LocalTime.of(20, 0);

  private PoliceDay() {}

  /** The police day that an instant belongs to: before 07:00 it is still the day before. */
  public static LocalDate of(Instant instant) {
    var local = instant.atZone(CivilTime.ZONE).toLocalDateTime();
    return local.toLocalTime().isBefore(BEGINS)
        ? local.toLocalDate().minusDays(1)
        : local.toLocalDate();
  }

  /**
   * A bank holiday or a weekend is one for the whole police day; else the evening begins at 20:00.
   */
  public static TimeBand bandAt(Instant instant) {
    var day = of(instant);
    if (BankHolidays.include(day)) {
      return TimeBand.BANK_HOLIDAY;
    }
    if (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
      return TimeBand.REST_DAY;
    }
    var time = instant.atZone(CivilTime.ZONE).toLocalTime();
    return time.isBefore(BEGINS) || !time.isBefore(EVENING)
        ? TimeBand.EVENING_AND_NIGHT
        : TimeBand.PLAIN;
  }

  /** Minutes by band of {@code [from, until)}; both ends are whole minutes. */
  static Map<TimeBand, Long> minutesByBand(Instant from, Instant until) {
    var minutes = new EnumMap<TimeBand, Long>(TimeBand.class);
    for (var at = from; at.isBefore(until); ) {
      var change = nextChangeAfter(at);
      var end = change.isBefore(until) ? change : until;
      minutes.merge(bandAt(at), (end.getEpochSecond() - at.getEpochSecond()) / 60, Long::sum);
      at = end;
    }
    return minutes;
  }

  private static Instant nextChangeAfter(Instant instant) {
    var date = instant.atZone(CivilTime.ZONE).toLocalDate();
    return Stream.of(date.atTime(BEGINS), date.atTime(EVENING), date.plusDays(1).atTime(BEGINS))
        .map(local -> local.atZone(CivilTime.ZONE).toInstant())
        .filter(instant::isBefore)
        .findFirst()
        .orElseThrow();
  }
}
