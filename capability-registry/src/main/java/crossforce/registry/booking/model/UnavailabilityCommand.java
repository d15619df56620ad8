package crossforce.registry.booking.model;

import crossforce.contract.AssetId;
import crossforce.contract.TimeSlot;
import crossforce.contract.UnavailabilityId;

/** What an owner says about times at which it does not lend. */
public sealed interface UnavailabilityCommand {
  UnavailabilityId id();

  AssetId asset();

  /** Records a time at which the asset is not lent. */
  record Record(UnavailabilityId id, AssetId asset, TimeSlot slot, String reason)
      implements UnavailabilityCommand {}

  /** Ends it now. */
  record End(UnavailabilityId id, AssetId asset) implements UnavailabilityCommand {}
}
