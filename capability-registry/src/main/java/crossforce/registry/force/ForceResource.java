package crossforce.registry.force;

import crossforce.contract.ForceId;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Page;
import crossforce.kit.http.Versions;
import crossforce.registry.force.model.ForceEntry;
import crossforce.registry.force.model.ForceEntry.None;
import crossforce.registry.force.model.ForceEntry.Registered;
import crossforce.registry.force.model.ForceRefusal;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The register of forces, which everybody signed in may read. */
@Path("/forces")
@Tag(name = "Forces", description = "The register of forces")
@Authenticated
public class ForceResource {
  private final Forces forces;

  ForceResource(Forces forces) {
    this.forces = forces;
  }

  @GET
  @Operation(summary = "Lists all forces by id")
  public Page<ForceView> list(
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("after") @DefaultValue("") String after) {
    var most = Page.limit(limit);
    return Page.of(forces.after(after, most), most, row -> view(row.entry()), row -> row.id);
  }

  @GET
  @Path("{id}")
  @Operation(summary = "Shows a force")
  @APIResponse(responseCode = "404", description = "force-unknown")
  public RestResponse<ForceView> show(String id) {
    var row = forces.findById(id);
    if (row == null) {
      throw new RefusedException(ForceRefusal.FORCE_UNKNOWN);
    }
    return Versions.answer(view(row.entry()), row.version);
  }

  private static ForceView view(ForceEntry entry) {
    return switch (entry) {
      case None _ -> throw new RefusedException(ForceRefusal.FORCE_UNKNOWN);
      case Registered(ForceId id, var force) -> ForceView.of(id, force);
    };
  }
}
