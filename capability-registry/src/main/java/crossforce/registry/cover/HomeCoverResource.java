package crossforce.registry.cover;

import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.kit.actor.Actors;
import crossforce.kit.actor.Roles;
import crossforce.kit.decision.RefusedException;
import crossforce.registry.capability.Capabilities;
import crossforce.registry.cover.model.HomeCoverRefusal;
import crossforce.registry.cover.model.HomeCoverRules;
import crossforce.registry.cover.model.SetHomeCover;
import crossforce.registry.force.Forces;
import crossforce.registry.force.model.ForceRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a force keeps at home; others never learn it. */
@Path("/forces/{id}/home-cover")
@Tag(name = "Home cover", description = "The lending floor of a force")
public class HomeCoverResource {
  private final HomeCoverDesk desk;
  private final HomeCovers covers;
  private final Capabilities capabilities;
  private final Forces forces;
  private final Actors actors;

  HomeCoverResource(
      HomeCoverDesk desk,
      HomeCovers covers,
      Capabilities capabilities,
      Forces forces,
      Actors actors) {
    this.desk = desk;
    this.covers = covers;
    this.capabilities = capabilities;
    this.forces = forces;
    this.actors = actors;
  }

  /** The floor to keep. */
  @Schema(name = "HomeCover")
  public record Floor(
      @NotNull
          @Min(0)
          @Max(HomeCoverRules.MOST)
          @Schema(description = "Number of assets, 0 to 1000")
          Integer least) {}

  @GET
  @RolesAllowed({
    Roles.ASSET_MANAGER,
    Roles.DUTY_OFFICER,
    Roles.FORCE_SYSTEM,
    Roles.OVERSIGHT,
    Roles.COORDINATOR,
    Roles.AUDITOR
  })
  @Operation(summary = "Lists the home cover of your own force")
  @APIResponse(responseCode = "404", description = "force-unknown: also for every other force")
  public List<HomeCoverView> list(String id) {
    var force = visible(id);
    return covers.of(force).stream()
        .map(row ->
            new HomeCoverView(force, new CapabilityCode(row.capability), row.cover().least()))
        .filter(view -> view.least() > 0)
        .toList();
  }

  @PUT
  @Path("{capability}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.ASSET_MANAGER)
  @Operation(
      summary = "Sets how many of a capability your force keeps at home",
      description = "Binds lending from now on; what is already promised stands.")
  @APIResponse(responseCode = "404", description = "force-unknown: also for every other force")
  @APIResponse(
      responseCode = "422",
      description = "home-cover-capability-unknown, home-cover-out-of-bounds")
  public HomeCoverView set(String id, String capability, @Valid @NotNull Floor body) {
    var force = own(id);
    var code = code(capability);
    var after =
        desk.handle(new SetHomeCover(force, code, body.least(), capabilities.isKnown(code)));
    return new HomeCoverView(force, code, after.least());
  }

  /** For readers: the force itself, and those who read for all forces. */
  private ForceId visible(String id) {
    var actor = actors.current();
    return actor.has(Roles.COORDINATOR) || actor.has(Roles.AUDITOR) ? known(id) : own(id);
  }

  /** For writers: the force alone. */
  private ForceId own(String id) {
    if (!actors.force().value().equals(id)) {
      throw unknown();
    }
    return known(id);
  }

  private ForceId known(String id) {
    if (forces.findById(id) == null) {
      throw unknown();
    }
    return new ForceId(id);
  }

  private static RefusedException unknown() {
    return new RefusedException(ForceRefusal.FORCE_UNKNOWN);
  }

  private static CapabilityCode code(String text) {
    try {
      return new CapabilityCode(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(HomeCoverRefusal.HOME_COVER_CAPABILITY_UNKNOWN);
    }
  }
}
