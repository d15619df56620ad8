package crossforce.contract.registry;

import crossforce.contract.AssetId;
import crossforce.contract.Availability;
import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import java.time.Instant;
import java.util.Optional;

/**
 * The latest state of one asset on the compacted topic {@code registry.availability.v1}, for
 * control rooms that start late. Not an event: it stands outside every chain, and {@code sequence}
 * says which event of the registry it reflects.
 */
public record AvailabilityProjection(
    AssetId assetId,
    ForceId owner,
    CapabilityCode capability,
    Availability availability,
    Instant asOf,
    Optional<Instant> until,
    long sequence) {
  public static final String TOPIC = "registry.availability.v1";
}
