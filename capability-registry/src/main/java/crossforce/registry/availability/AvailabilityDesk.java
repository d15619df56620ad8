package crossforce.registry.availability;

import crossforce.contract.AssetId;
import crossforce.registry.asset.Assets;
import crossforce.registry.asset.model.Listing.Listed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** Looks at an asset again when time alone may have changed what it is doing. */
@ApplicationScoped
class AvailabilityDesk {
  private final Assets assets;
  private final AvailabilityTeller teller;

  AvailabilityDesk(Assets assets, AvailabilityTeller teller) {
    this.assets = assets;
    this.teller = teller;
  }

  @Transactional
  void timePassed(AssetId asset, Instant dueAt) {
    var listing = assets.lock(asset).listing();
    assets.kin(asset).ifPresent(kin -> teller.tell(asset, kin, listing instanceof Listed, dueAt));
  }
}
