package crossforce.registry.force;

import crossforce.contract.ForceId;
import crossforce.contract.Jurisdiction;
import crossforce.contract.Position;
import crossforce.contract.registry.ForceEvent.Force;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A force as the register shows it to everybody. */
@Schema(description = "A force of the register")
public record ForceView(
    ForceId forceId,
    String name,
    @Schema(description = "Police force area code of the Office for National Statistics")
        String onsCode,
    @Schema(description = "Police National Computer force code") String pncCode,
    String region,
    Jurisdiction jurisdiction,
    @Schema(description = "Officers, full-time equivalents") BigDecimal officers,
    @Schema(description = "Where help is sent when nothing nearer is known") Position hub,
    @Schema(description = "First day it exists; absent where not recorded")
        Optional<LocalDate> from,
    @Schema(description = "First day it no longer exists") Optional<LocalDate> until,
    List<ForceId> predecessors,
    List<ForceId> successors) {
  static ForceView of(ForceId id, Force force) {
    return new ForceView(
        id,
        force.name(),
        force.onsCode(),
        force.pncCode(),
        force.region(),
        force.jurisdiction(),
        force.officers(),
        force.hub(),
        force.from(),
        force.until(),
        force.predecessors(),
        force.successors());
  }
}
