package crossforce.registry.booking.model;

import crossforce.contract.AssetId;
import crossforce.contract.TimeSlot;
import crossforce.contract.UnavailabilityId;
import java.time.Instant;

/** None ──record──▶ Recorded ──end──▶ Shortened. */
public sealed interface Unavailability {
  /** Nothing is recorded under this id. */
  record None() implements Unavailability {}

  /** The owner cannot lend the asset for a time. */
  record Recorded(UnavailabilityId id, AssetId asset, TimeSlot slot, String reason)
      implements Unavailability {}

  /** The owner could lend it again before the recorded end. */
  record Shortened(
      UnavailabilityId id, AssetId asset, TimeSlot slot, String reason, Instant endedAt)
      implements Unavailability {}
}
