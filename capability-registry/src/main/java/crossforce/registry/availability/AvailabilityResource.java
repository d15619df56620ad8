package crossforce.registry.availability;

import crossforce.contract.AssetId;
import crossforce.kit.actor.Roles;
import crossforce.registry.asset.AssetGate;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What an asset is doing now, for its own force. */
@Path("/assets/{id}/availability")
@Tag(name = "Availability", description = "What assets are doing")
public class AvailabilityResource {
  private final Availabilities told;
  private final AssetGate gate;

  AvailabilityResource(Availabilities told, AssetGate gate) {
    this.told = told;
    this.gate = gate;
  }

  @GET
  @RolesAllowed({
    Roles.ASSET_MANAGER,
    Roles.DUTY_OFFICER,
    Roles.REQUESTER,
    Roles.AUTHORISER,
    Roles.FORCE_SYSTEM,
    Roles.OVERSIGHT,
    Roles.COORDINATOR,
    Roles.AUDITOR
  })
  @Operation(summary = "Shows what an asset is doing, and when time alone changes it")
  @APIResponse(responseCode = "404", description = "asset-unknown: also for every other force's")
  public AvailabilityView show(UUID id) {
    gate.visible(new AssetId(id));
    var row = told.findById(id);
    return new AvailabilityView(
        new AssetId(id), row.availability(), row.asOf, Optional.ofNullable(row.until));
  }
}
