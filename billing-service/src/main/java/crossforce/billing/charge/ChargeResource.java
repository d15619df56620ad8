package crossforce.billing.charge;

import static crossforce.billing.charge.model.ChargeRefusal.NO_SUCH_CHARGE;
import static crossforce.kit.actor.Roles.AUDITOR;
import static crossforce.kit.actor.Roles.AUTHORISER;
import static crossforce.kit.actor.Roles.COORDINATOR;
import static crossforce.kit.actor.Roles.DUTY_OFFICER;
import static crossforce.kit.actor.Roles.FINANCE_OFFICER;
import static crossforce.kit.actor.Roles.FORCE_SYSTEM;
import static crossforce.kit.actor.Roles.OVERSIGHT;
import static crossforce.kit.actor.Roles.REQUESTER;

import crossforce.billing.Cursor;
import crossforce.billing.Readers;
import crossforce.billing.charge.Charges.Kept;
import crossforce.billing.charge.Charges.Wanted;
import crossforce.billing.charge.model.ChargeCommand.Agree;
import crossforce.contract.ChargeId;
import crossforce.contract.ForceId;
import crossforce.kit.actor.Actors;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Page;
import crossforce.kit.http.Versions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What deployments cost, and what the payer says of it. */
@Path("charges")
@Tag(name = "Charges", description = "The rated price of each deployment.")
public class ChargeResource {
  private final ChargeDesk desk;
  private final Charges charges;
  private final Readers readers;
  private final Actors actors;

  ChargeResource(ChargeDesk desk, Charges charges, Readers readers, Actors actors) {
    this.desk = desk;
    this.charges = charges;
    this.readers = readers;
    this.actors = actors;
  }

  @GET
  @RolesAllowed({
    FINANCE_OFFICER,
    REQUESTER,
    AUTHORISER,
    DUTY_OFFICER,
    FORCE_SYSTEM,
    COORDINATOR,
    AUDITOR,
    OVERSIGHT
  })
  @Operation(
      summary = "List charges, the newest first",
      description = "A force sees those that it pays or is paid by.")
  public Page<ChargeView> list(
      @Parameter(description = "Only those of this request.") @RestQuery Optional<UUID> request,
      @Parameter(description = "rated, disputed or agreed.")
          @RestQuery
          @Pattern(regexp = "rated|disputed|agreed")
          @Nullable String state,
      @RestQuery @Nullable Integer limit,
      @RestQuery Optional<String> after) {
    var wanted =
        new Wanted(readers.onlyForce(), request, Optional.ofNullable(state), Cursor.parse(after));
    var most = Page.limit(limit);
    return Page.of(
        charges.list(wanted, most),
        most,
        row -> ChargeView.of(row.state()),
        row -> new Cursor(row.ratedAt, row.id).toString());
  }

  @GET
  @Path("{chargeId}")
  @RolesAllowed({
    FINANCE_OFFICER,
    REQUESTER,
    AUTHORISER,
    DUTY_OFFICER,
    FORCE_SYSTEM,
    COORDINATOR,
    AUDITOR,
    OVERSIGHT
  })
  @Operation(summary = "Read a charge")
  public RestResponse<ChargeView> get(@RestPath UUID chargeId) {
    var row =
        charges
            .findByIdOptional(chargeId)
            .filter(found -> readers.maySee(new ForceId(found.payer), new ForceId(found.payee)))
            .orElseThrow(() -> new RefusedException(NO_SUCH_CHARGE));
    return answer(Charges.kept(row));
  }

  @PUT
  @Path("{chargeId}/agreement")
  @RolesAllowed(FINANCE_OFFICER)
  @Operation(
      summary = "Agree to a charge, for the force that pays",
      description = "It is then posted in both books. A dispute ends with it.")
  public RestResponse<ChargeView> agree(
      @RestPath UUID chargeId, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    var command = new Agree(new ChargeId(chargeId), actors.force());
    return answer(desk.handle(command, Versions.required(ifMatch)));
  }

  @PUT
  @Path("{chargeId}/dispute")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(FINANCE_OFFICER)
  @Operation(summary = "Dispute a charge, for the force that pays")
  public RestResponse<ChargeView> dispute(
      @RestPath UUID chargeId,
      @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Valid @NotNull Dispute body) {
    var command =
        new crossforce.billing.charge.model.ChargeCommand.Dispute(
            new ChargeId(chargeId), actors.force(), body.why().strip());
    return answer(desk.handle(command, Versions.required(ifMatch)));
  }

  /** What the payer says against a charge. */
  public record Dispute(
      @Schema(examples = "Released at 06:40, not at 07:17.") @NotBlank @Size(max = 1_000)
          String why) {}

  private static RestResponse<ChargeView> answer(Kept kept) {
    return Versions.answer(ChargeView.of(kept.state()), kept.version());
  }
}
