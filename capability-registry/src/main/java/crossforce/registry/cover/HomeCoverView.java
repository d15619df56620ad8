package crossforce.registry.cover;

import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A lending floor, shown to its own force only. */
@Schema(description = "The least number of a capability that a force keeps for its own area")
public record HomeCoverView(
    ForceId forceId,
    CapabilityCode capability,
    @Schema(description = "Number of assets") int least) {}
