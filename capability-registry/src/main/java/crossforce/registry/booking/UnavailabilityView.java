package crossforce.registry.booking;

import crossforce.contract.AssetId;
import crossforce.contract.TimeSlot;
import crossforce.contract.UnavailabilityId;
import crossforce.kit.decision.RefusedException;
import crossforce.registry.booking.model.Unavailability;
import crossforce.registry.booking.model.Unavailability.None;
import crossforce.registry.booking.model.Unavailability.Recorded;
import crossforce.registry.booking.model.Unavailability.Shortened;
import crossforce.registry.booking.model.UnavailabilityRefusal;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A time at which an owner does not lend. */
@Schema(description = "A time at which an asset is not lent")
public record UnavailabilityView(
    UnavailabilityId unavailabilityId,
    AssetId assetId,
    TimeSlot slot,
    String reason,
    @Schema(description = "When it was ended early") Optional<Instant> endedAt) {
  static UnavailabilityView of(Unavailability state) {
    return switch (state) {
      case None _ -> throw new RefusedException(UnavailabilityRefusal.UNAVAILABILITY_UNKNOWN);
      case Recorded(var id, var asset, var slot, var reason) ->
          new UnavailabilityView(id, asset, slot, reason, Optional.empty());
      case Shortened(var id, var asset, var slot, var reason, var at) ->
          new UnavailabilityView(id, asset, slot, reason, Optional.of(at));
    };
  }
}
