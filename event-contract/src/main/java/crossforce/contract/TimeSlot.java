package crossforce.contract;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time, half-open {@code [from, until)}, so that back-to-back slots do not overlap.
 */
public record TimeSlot(Instant from, Instant until) {
  public TimeSlot {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("empty slot: " + from + ".." + until);
    }
  }

  public boolean overlaps(TimeSlot other) {
    return from.isBefore(other.until) && other.from.isBefore(until);
  }

  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(until);
  }

  public boolean contains(TimeSlot other) {
    return !other.from.isBefore(from) && !other.until.isAfter(until);
  }

  public Duration length() {
    return Duration.between(from, until);
  }

  /** The same slot with time added at both ends, for travel, preparation and rest. */
  public TimeSlot widenedBy(Duration before, Duration after) {
    return new TimeSlot(from.minus(before), until.plus(after));
  }
}
