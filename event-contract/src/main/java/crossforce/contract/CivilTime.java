package crossforce.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The clock and calendar of people in the United Kingdom, by which days begin and end. */
public final class CivilTime {
  public static final ZoneId ZONE = ZoneId.of("Europe/London");

  private CivilTime() {}

  public static LocalDate dayOf(Instant instant) {
    return LocalDate.ofInstant(instant, ZONE);
  }
}
