package crossforce.registry.capability;

import crossforce.contract.AccreditationCode;
import crossforce.contract.CapabilityCode;
import crossforce.contract.Sensitivity;
import crossforce.contract.registry.CapabilityEvent.Capability;
import crossforce.kit.actor.Actors;
import crossforce.kit.actor.Roles;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Page;
import crossforce.kit.http.Versions;
import crossforce.registry.capability.model.CapabilityCommand.Define;
import crossforce.registry.capability.model.CapabilityCommand.Retire;
import crossforce.registry.capability.model.CapabilityRefusal;
import crossforce.registry.capability.model.CatalogueEntry;
import crossforce.registry.capability.model.CatalogueEntry.Known;
import crossforce.registry.capability.model.CatalogueEntry.None;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The national catalogue of capabilities. */
@Path("/capabilities")
@Tag(name = "Capabilities", description = "The national catalogue")
public class CapabilityResource {
  private final CapabilityDesk desk;
  private final Capabilities capabilities;
  private final Actors actors;

  CapabilityResource(CapabilityDesk desk, Capabilities capabilities, Actors actors) {
    this.desk = desk;
    this.capabilities = capabilities;
    this.actors = actors;
  }

  /** A definition as a capability lead writes it. */
  @Schema(name = "CapabilityDefinition")
  public record Definition(
      @NotBlank @Size(max = 120) String name,
      @NotNull
          @Pattern(regexp = "[a-z][a-z0-9-]{0,39}")
          @Schema(description = "The family, such as firearms or search")
          String kind,
      @Size(max = 20) @Nullable String level,
      @NotNull @Min(1) @Max(500) Integer leastCrew,
      @Nullable @Size(max = 40) List<@NotBlank @Size(max = 120) String> equipment,
      @Nullable @Size(max = 20) List<@NotNull AccreditationCode> accreditations,
      @NotNull @Schema(description = "ISO 8601, PT0S to P7D") Duration noticeToMove,
      @NotNull Sensitivity sensitivity,
      @NotBlank @Size(max = 120) @Schema(description = "A post, never a name") String expertLead,
      @Nullable
          @Schema(
              description = "Needs a strategic firearms commander's authority; false when left out")
          Boolean armed,
      @Nullable @Schema(description = "Charged in the specialist category; false when left out")
          Boolean specialist,
      @NotNull @Min(1) @Max(300) @Schema(description = "km/h") Integer speedKph) {
    Capability capability() {
      return new Capability(
          name,
          kind,
          Optional.ofNullable(level),
          leastCrew,
          Objects.requireNonNullElse(equipment, List.of()),
          Objects.requireNonNullElse(accreditations, List.of()),
          noticeToMove,
          sensitivity,
          expertLead,
          Objects.requireNonNullElse(armed, false),
          Objects.requireNonNullElse(specialist, false),
          speedKph);
    }
  }

  @GET
  @Authenticated
  @Operation(
      summary = "Lists the catalogue by code, retired capabilities included",
      description = "Of a covert capability only its class is shown, unless you are cleared.")
  public Page<CapabilityView> list(
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("after") @DefaultValue("") String after) {
    var most = Page.limit(limit);
    return Page.of(
        capabilities.after(after, most), most, row -> view(row.entry()), row -> row.code);
  }

  @GET
  @Authenticated
  @Path("{code}")
  @Operation(summary = "Shows a capability")
  @APIResponse(responseCode = "404", description = "capability-unknown")
  public RestResponse<CapabilityView> show(String code) {
    var row =
        capabilities
            .row(parsed(code))
            .orElseThrow(() -> new RefusedException(CapabilityRefusal.CAPABILITY_UNKNOWN));
    return answer(row.entry(), row.version);
  }

  @PUT
  @Path("{code}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.CAPABILITY_LEAD)
  @Operation(
      summary = "Defines a capability, or sets a new version of its standard",
      description = "A change of one that exists carries If-Match.")
  @APIResponse(responseCode = "412", description = "version-stale")
  @APIResponse(responseCode = "422", description = "notice-to-move-out-of-bounds, invalid-input")
  @APIResponse(responseCode = "428", description = "if-match-missing")
  public RestResponse<CapabilityView> define(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull Definition body) {
    var after = desk.define(new Define(parsed(code), body.capability()), ifMatch);
    return answer(after.entry(), after.version());
  }

  @PUT
  @Path("{code}/retirement")
  @RolesAllowed(Roles.CAPABILITY_LEAD)
  @Operation(
      summary = "Takes a capability out of the catalogue",
      description = "What is under way goes on. Nobody can ask for it any more.")
  @APIResponse(responseCode = "404", description = "capability-unknown")
  public RestResponse<CapabilityView> retire(String code) {
    var after = desk.handle(new Retire(parsed(code)));
    return answer(after.entry(), after.version());
  }

  private RestResponse<CapabilityView> answer(CatalogueEntry entry, long version) {
    return Versions.answer(view(entry), version);
  }

  private CapabilityView view(CatalogueEntry entry) {
    var actor = actors.current();
    var cleared =
        actor.has(Roles.CAPABILITY_LEAD)
            || actor.has(Roles.COORDINATOR)
            || actor.has(Roles.AUDITOR);
    return switch (entry) {
      case None _ -> throw new RefusedException(CapabilityRefusal.CAPABILITY_UNKNOWN);
      case Known known -> CapabilityView.of(known, cleared);
    };
  }

  private static CapabilityCode parsed(String code) {
    try {
      return new CapabilityCode(code);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(CapabilityRefusal.CAPABILITY_UNKNOWN);
    }
  }
}
