package crossforce.registry.booking.model;

import crossforce.contract.AssetId;
import crossforce.contract.BookingId;
import crossforce.contract.RequestId;
import crossforce.contract.ShortfallReason;
import crossforce.contract.TimeSlot;
import java.time.Instant;

/**
 * None ──hold──▶ Held ──commit──▶ Committed ──end──▶ Ended · None ──hold──▶ Refused · Held ──give
 * up, lapse or refused commitment──▶ Cancelled · Committed ──give up──▶ Cancelled.
 */
public sealed interface Booking {
  /** Nothing is promised. */
  record None() implements Booking {}

  /** The asset's time could not be set aside. */
  record Refused(BookingId id, AssetId asset, RequestId request, ShortfallReason reason)
      implements Booking {}

  /** What was promised, kept through all that follows. */
  sealed interface Known extends Booking {
    Promise promise();
  }

  /** Set aside until the owner has answered. */
  record Held(Promise promise, Instant until) implements Known {}

  /** Promised to the request. */
  record Committed(Promise promise) implements Known {}

  /** Given up before the asset set out, ordered or not. */
  record Cancelled(Promise promise) implements Known {}

  /** The deployment is over, and the asset rests until it is free. */
  record Ended(Promise promise, Instant freeFrom) implements Known {}

  /**
   * An asset's time for a request.
   *
   * @param blocked the duty with travel, preparation and rest around it
   */
  record Promise(BookingId id, AssetId asset, RequestId request, TimeSlot duty, TimeSlot blocked) {}
}
