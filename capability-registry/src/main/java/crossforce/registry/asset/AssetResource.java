package crossforce.registry.asset;

import crossforce.contract.AccreditationCode;
import crossforce.contract.AssetId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.LegalBasis;
import crossforce.contract.Position;
import crossforce.contract.RateCode;
import crossforce.contract.registry.AssetEvent.Accreditation;
import crossforce.contract.registry.AssetEvent.Asset;
import crossforce.contract.registry.AssetEvent.DutyHours;
import crossforce.kit.actor.Actors;
import crossforce.kit.actor.Roles;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Page;
import crossforce.kit.http.Versions;
import crossforce.registry.asset.Assets.Versioned;
import crossforce.registry.asset.model.AssetCommand.Publish;
import crossforce.registry.asset.model.AssetCommand.RecordAccreditation;
import crossforce.registry.asset.model.AssetCommand.Withdraw;
import crossforce.registry.asset.model.AssetCommand.WithdrawAccreditation;
import crossforce.registry.asset.model.AssetRefusal;
import crossforce.registry.asset.model.Listing.Known;
import crossforce.registry.asset.model.Listing.None;
import crossforce.registry.capability.Capabilities;
import crossforce.registry.force.Forces;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What a force lends, for its own people; coordinators and auditors read all. */
@Path("/assets")
@Tag(name = "Assets", description = "What forces lend")
@APIResponse(responseCode = "404", description = "asset-unknown: also for every other force's")
public class AssetResource {
  private final AssetDesk desk;
  private final Assets assets;
  private final AssetGate gate;
  private final Forces forces;
  private final Capabilities capabilities;
  private final Actors actors;

  AssetResource(
      AssetDesk desk,
      Assets assets,
      AssetGate gate,
      Forces forces,
      Capabilities capabilities,
      Actors actors) {
    this.desk = desk;
    this.assets = assets;
    this.gate = gate;
    this.forces = forces;
    this.capabilities = capabilities;
    this.actors = actors;
  }

  /** An asset as its owner describes it. */
  @Schema(name = "AssetDescription")
  public record Description(
      @NotNull CapabilityCode capability,
      @NotBlank @Size(max = 120) String name,
      @NotNull Position base,
      @NotNull @Min(1) @Max(1000) @Schema(description = "People") Integer crew,
      @NotNull @Schema(description = "ISO 8601, PT0S to P7D") Duration noticeToMove,
      @NotNull @Schema(description = "ISO 8601, PT0S to P7D") Duration preparation,
      @Nullable @Schema(description = "ISO 8601, PT0S to P7D; PT11H when left out") Duration rest,
      @NotNull RateCode rateCode,
      @Nullable
          @Size(max = 21)
          @Schema(description = "When it has its crew, Europe/London; left out means always")
          List<@NotNull DutyHours> staffed,
      @NotNull @Size(max = 3) List<@NotNull LegalBasis> legalBases,
      @Nullable @Schema(description = "True where it is made up; false when left out")
          Boolean invented) {
    Asset asset(ForceId owner) {
      return new Asset(
          owner,
          capability,
          name,
          base,
          crew,
          noticeToMove,
          preparation,
          Objects.requireNonNullElse(rest, Asset.USUAL_REST),
          rateCode,
          Objects.requireNonNullElse(staffed, List.of()),
          legalBases,
          Objects.requireNonNullElse(invented, false));
    }
  }

  /** Until when an accreditation holds. */
  @Schema(name = "AccreditationGrant")
  public record Grant(
      @NotNull @Schema(description = "First day on which it no longer holds") LocalDate expires) {}

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
  @Operation(summary = "Lists the assets of your own force, or of all for those who read for all")
  @APIResponse(
      responseCode = "422",
      description =
          "asset-capability-unknown, asset-owner-unknown, limit-out-of-range, after-invalid")
  public Page<AssetView> list(
      @QueryParam("capability") @Nullable String capability,
      @QueryParam("force") @Nullable String force,
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("after") @Nullable String after) {
    var most = Page.limit(limit);
    var cursor = Page.after(after);
    var code = known(capability, capabilities::named, AssetRefusal.ASSET_CAPABILITY_UNKNOWN);
    var owner = known(force, forces::named, AssetRefusal.ASSET_OWNER_UNKNOWN);
    var own = gate.readsOnlyFor();
    if (own.isPresent() && owner.isPresent() && !own.equals(owner)) {
      return new Page<>(List.of(), Optional.empty());
    }
    return Page.of(
        assets.after(own.or(() -> owner), code, cursor, most),
        most,
        row -> AssetView.of((Known) row.listing()),
        row -> row.id.toString());
  }

  private static <T> Optional<T> known(
      @Nullable String name, Function<String, Optional<T>> register, AssetRefusal otherwise) {
    return name == null
        ? Optional.empty()
        : Optional.of(register.apply(name).orElseThrow(() -> new RefusedException(otherwise)));
  }

  @GET
  @Path("{id}")
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
  @Operation(summary = "Shows an asset")
  public RestResponse<AssetView> show(UUID id) {
    gate.visible(new AssetId(id));
    return answer(assets.get(new AssetId(id)));
  }

  @PUT
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.ASSET_MANAGER, Roles.FORCE_SYSTEM})
  @Operation(
      summary = "Lists an asset for lending, or changes its description",
      description =
          "You choose the id, a random UUID. A change of one that exists carries If-Match. Owner and"
              + " capability never change.")
  @APIResponse(responseCode = "201", description = "Listed for the first time")
  @APIResponse(responseCode = "409", description = "owner-and-capability-are-fixed")
  @APIResponse(responseCode = "412", description = "version-stale")
  @APIResponse(
      responseCode = "422",
      description =
          "asset-capability-unknown, asset-capability-retired, asset-owner-unknown,"
              + " crew-below-standard, notice-above-standard, asset-times-out-of-bounds, duty-hours-without-days,"
              + " duty-hours-repeat-days, no-legal-basis-given, id-not-random, invalid-input")
  @APIResponse(responseCode = "428", description = "if-match-missing")
  public RestResponse<AssetView> publish(
      UUID id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull Description body) {
    var command = new Publish(new AssetId(id), body.asset(actors.force()));
    var published = desk.publish(command, ifMatch);
    var shown = answer(published.asset());
    return published.created()
        ? RestResponse.ResponseBuilder.fromResponse(shown)
            .status(RestResponse.Status.CREATED)
            .build()
        : shown;
  }

  @PUT
  @Path("{id}/withdrawal")
  @RolesAllowed({Roles.ASSET_MANAGER, Roles.FORCE_SYSTEM})
  @Operation(
      summary = "Stops lending an asset",
      description = "What is promised stands. Publishing it again lists it again.")
  public RestResponse<AssetView> withdraw(UUID id) {
    gate.own(new AssetId(id));
    return answer(desk.handle(new Withdraw(new AssetId(id))));
  }

  @PUT
  @Path("{id}/accreditations/{code}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.ASSET_MANAGER, Roles.FORCE_SYSTEM})
  @Operation(summary = "Grants or renews an accreditation of an asset")
  @APIResponse(responseCode = "409", description = "asset-already-withdrawn")
  @APIResponse(
      responseCode = "422",
      description = "too-many-accreditations, accreditation-code-invalid")
  public RestResponse<AssetView> accredit(UUID id, String code, @Valid @NotNull Grant body) {
    gate.own(new AssetId(id));
    var accreditation = new Accreditation(code(code), body.expires());
    return answer(desk.handle(new RecordAccreditation(new AssetId(id), accreditation)));
  }

  @PUT
  @Path("{id}/accreditations/{code}/withdrawal")
  @RolesAllowed({Roles.ASSET_MANAGER, Roles.FORCE_SYSTEM})
  @Operation(
      summary = "Takes an accreditation away at once",
      description = "From now on the asset is neither held nor committed where it is needed.")
  @APIResponse(responseCode = "422", description = "accreditation-code-invalid")
  public RestResponse<AssetView> withdrawAccreditation(UUID id, String code) {
    gate.own(new AssetId(id));
    return answer(desk.handle(new WithdrawAccreditation(new AssetId(id), code(code))));
  }

  private static AccreditationCode code(String text) {
    try {
      return new AccreditationCode(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(AssetRefusal.ACCREDITATION_CODE_INVALID);
    }
  }

  private static RestResponse<AssetView> answer(Versioned asset) {
    return switch (asset.listing()) {
      case None _ -> throw AssetGate.unknown();
      case Known known -> Versions.answer(AssetView.of(known), asset.version());
    };
  }
}
