package crossforce.kit.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** What all clocks for domain time share: UTC, cut to microseconds as PostgreSQL keeps them. */
abstract class DomainClock extends Clock {
  abstract Instant now();

  @Override
  public final Instant instant() {
    return now().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public final ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public final Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("domain time is told in UTC");
  }
}
