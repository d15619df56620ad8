package crossforce.broker.matching.model;

import crossforce.contract.AssetId;
import crossforce.contract.ForceId;
import crossforce.contract.ShortfallReason;
import crossforce.contract.broker.Need;
import crossforce.contract.registry.CapabilityEvent.Capability;
import java.time.Instant;
import java.util.Map;

/**
 * What matching looks for.
 *
 * @param spent assets that were asked before, and why they cannot be asked again
 * @param radiusKm how far away help may come from, as the crow flies
 */
public record Wanted(
    ForceId host,
    Capability capability,
    Need need,
    Map<AssetId, ShortfallReason> spent,
    Instant now,
    int radiusKm) {
  public Wanted {
    spent = Map.copyOf(spent);
  }
}
