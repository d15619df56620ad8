package crossforce.registry.availability;

import crossforce.contract.AssetId;
import crossforce.contract.Availability;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an asset is doing, with a stamp of freshness. */
@Schema(description = "What an asset is doing")
public record AvailabilityView(
    AssetId assetId,
    Availability availability,
    @Schema(description = "Since when it is so") Instant asOf,
    @Schema(description = "When time alone will change it next") Optional<Instant> until) {}
