package crossforce.registry.booking.model;

import crossforce.contract.ShortfallReason;
import crossforce.contract.TimeSlot;
import crossforce.registry.booking.model.Booking.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A stretch of an asset's calendar that is not free, and why.
 *
 * @param entry the booking or unavailability that takes it
 */
public record Occupation(UUID entry, Kind kind, TimeSlot slot, Optional<Instant> lapses) {
  /** Why a stretch is not free; of several, the first explains it best. */
  public enum Kind {
    DEPLOYED(ShortfallReason.ALREADY_PROMISED),
    COMMITTED(ShortfallReason.ALREADY_PROMISED),
    UNAVAILABLE(ShortfallReason.UNAVAILABLE),
    RESTING(ShortfallReason.RESTING),
    HELD(ShortfallReason.ALREADY_PROMISED);

    private final ShortfallReason reason;

    Kind(ShortfallReason reason) {
      this.reason = reason;
    }

    public ShortfallReason reason() {
      return reason;
    }
  }

  public static Occupation of(UUID entry, Kind kind, TimeSlot slot) {
    return new Occupation(entry, kind, slot, Optional.empty());
  }

  /** A hold, which time alone ends when nobody orders it. */
  public static Occupation held(UUID entry, TimeSlot slot, Instant lapses) {
    return new Occupation(entry, Kind.HELD, slot, Optional.of(lapses));
  }

  /**
   * A deployment, from when the asset set out; one that is overdue takes at least the time to come
   * back now and rest.
   */
  public static Occupation deployed(Promise promise, Instant since, Instant now) {
    var planned = promise.blocked();
    var backAndRested = Duration.between(promise.duty().until(), planned.until());
    var soonestFree = now.plus(backAndRested);
    return of(
        promise.id().value(),
        Kind.DEPLOYED,
        new TimeSlot(
            since.isBefore(planned.from()) ? since : planned.from(),
            planned.until().isBefore(soonestFree) ? soonestFree : planned.until()));
  }
}
