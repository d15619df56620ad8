package crossforce.billing.tariff.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * One part of a deployment in time, {@code [from, until)} in whole minutes, which may be empty.
 *
 * @param event the event that told its end; absent while it is only planned
 * @param unpaid minutes that it went on for after {@code until}, as told, and that nobody pays
 */
public record Leg(Instant from, Instant until, Optional<UUID> event, long unpaid) {
  public Leg {
    from = from.truncatedTo(ChronoUnit.MINUTES);
    until = until.truncatedTo(ChronoUnit.MINUTES);
    if (until.isBefore(from)) {
      throw new IllegalArgumentException(
          "a leg that ends before it begins: " + from + ".." + until);
    }
  }

  public static Leg planned(Instant from, Instant until) {
    return new Leg(from, until, Optional.empty(), 0);
  }

  public static Leg done(Instant from, Instant until, UUID event) {
    return new Leg(from, until, Optional.of(event), 0);
  }

  /** Paid for so long from its beginning. */
  public Leg paidFor(Duration most) {
    var over = minutes() - most.toMinutes();
    return over > 0 ? new Leg(from, from.plus(most), event, over) : this;
  }

  public long minutes() {
    return Duration.between(from, until).toMinutes();
  }

  Leg movedTo(Instant start) {
    return new Leg(start, start.plus(Duration.between(from, until)), event, unpaid);
  }
}
