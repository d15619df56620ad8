package crossforce.broker.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import crossforce.broker.request.Calls.Ticket;
import crossforce.broker.request.RequestResource.WhyBody;
import crossforce.broker.request.model.RequestCommand;
import crossforce.broker.request.model.RequestCommand.Decline;
import crossforce.broker.request.model.RequestCommand.MakeOffer;
import crossforce.broker.request.model.RequestCommand.OfferProvisionally;
import crossforce.broker.request.model.RequestCommand.PlaceOrder;
import crossforce.broker.request.model.RequestCommand.TakeOfferBack;
import crossforce.broker.request.model.RequestRefusal;
import crossforce.contract.CallId;
import crossforce.contract.ForceId;
import crossforce.contract.RequestId;
import crossforce.contract.broker.DeclineCode;
import crossforce.kit.actor.Actors;
import crossforce.kit.actor.Roles;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Page;
import crossforce.kit.http.Versions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What a donor is called for and answers, and what the host orders by hand. */
@Path("/calls")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Calls", description = "Donors asked for one asset each")
public class CallResource {
  private final RequestDesk desk;
  private final Calls calls;
  private final Requests requests;
  private final Sights sights;
  private final Matchmaker matchmaker;
  private final Actors actors;

  CallResource(
      RequestDesk desk,
      Calls calls,
      Requests requests,
      Sights sights,
      Matchmaker matchmaker,
      Actors actors) {
    this.desk = desk;
    this.calls = calls;
    this.requests = requests;
    this.sights = sights;
    this.matchmaker = matchmaker;
    this.actors = actors;
  }

  /** What a donor may answer. */
  public enum Answer {
    @JsonProperty("made")
    MADE,
    @JsonProperty("provisional")
    PROVISIONAL,
    @JsonProperty("declined")
    DECLINED
  }

  @Schema(description = "An offer made, made provisionally, or declined.")
  public record OfferBody(
      @NotNull Answer answer,
      @Schema(description = "Up to 500 characters; needed when provisional.")
          Optional<String> missing,
      @Schema(description = "Needed when declined.") Optional<DeclineCode> code) {}

  @GET
  @RolesAllowed({
    Roles.DUTY_OFFICER,
    Roles.FORCE_SYSTEM,
    Roles.OVERSIGHT,
    Roles.COORDINATOR,
    Roles.AUDITOR
  })
  @Operation(
      summary = "List what your force is called for, the latest first",
      description =
          "Calls appear when the donor is asked, with the price and the deadline. The coordinator"
              + " and the auditor see all forces'.")
  public Page<CallView> list(
      @QueryParam("state") @Parameter(description = "Only calls in this state.")
          @Nullable String state,
      @QueryParam("request") @Parameter(description = "Only calls of this request.")
          @Nullable UUID request,
      @QueryParam("limit") @Parameter(description = "1 to 200; 50 unless told.")
          @Nullable Integer limit,
      @QueryParam("after") @Parameter(description = "The call id that the last part ended with.")
          @Nullable String after) {
    var most = Page.limit(limit);
    var rows =
        calls.ofDonor(
            sights.force(),
            stageNamed(state),
            Optional.ofNullable(request).map(RequestId::new),
            Page.after(after),
            most + 1);
    return Page.of(rows, most, call -> call, call -> call.callId().toString());
  }

  @GET
  @Path("/{callId}")
  @RolesAllowed({
    Roles.DUTY_OFFICER,
    Roles.FORCE_SYSTEM,
    Roles.REQUESTER,
    Roles.AUTHORISER,
    Roles.OVERSIGHT,
    Roles.COORDINATOR,
    Roles.AUDITOR
  })
  @Operation(
      summary = "See one call",
      description =
          "Once its donor has been asked; before that it stands in its request only. As its donor, or"
              + " as its host, who sees the asset from the offer on, and of a covert capability no call"
              + " before; the coordinator and the auditor see every such call.")
  public RestResponse<CallView> get(@PathParam("callId") UUID callId) {
    return answer(ticket(callId, sights::sees));
  }

  @PUT
  @Path("/{callId}/offer")
  @RolesAllowed({Roles.DUTY_OFFICER, Roles.FORCE_SYSTEM})
  @Operation(
      summary = "Answer a call",
      description =
          "A provisional offer can be made firm or declined until the deadline. Said twice is done"
              + " once.")
  public RestResponse<CallView> offer(
      @PathParam("callId") UUID callId, @Valid @NotNull OfferBody body) {
    var call = as(Ticket::donor, callId);
    var by = actors.current().id();
    body.missing().ifPresent(missing -> Texts.bounded("missing", missing, 500));
    return handled(
        call,
        switch (body.answer()) {
          case MADE -> new MakeOffer(call.requestId(), call.callId(), by, accredited(call));
          case PROVISIONAL ->
              new OfferProvisionally(
                  call.requestId(),
                  call.callId(),
                  by,
                  Texts.needed("missing", neededFor(body.missing()), 500));
          case DECLINED -> new Decline(call.requestId(), call.callId(), by, neededFor(body.code()));
        });
  }

  @PUT
  @Path("/{callId}/offer/withdrawal")
  @RolesAllowed({Roles.DUTY_OFFICER, Roles.FORCE_SYSTEM})
  @Operation(
      summary = "Take an offer back",
      description = "Ordered or not, until the asset has set out.")
  public RestResponse<CallView> takeBack(
      @PathParam("callId") UUID callId, @Valid @NotNull WhyBody body) {
    var call = as(Ticket::donor, callId);
    var why = Texts.needed("why", body.why(), 500);
    return handled(
        call, new TakeOfferBack(call.requestId(), call.callId(), actors.current().id(), why));
  }

  @PUT
  @Path("/{callId}/order")
  @RolesAllowed({Roles.AUTHORISER, Roles.REQUESTER})
  @Operation(
      summary = "Take an offer by hand",
      description =
          "Where it was not taken at once. Beyond the spending limit only by an authoriser who is"
              + " not the requester.")
  public RestResponse<CallView> order(@PathParam("callId") UUID callId) {
    var call = as(Ticket::host, callId);
    var actor = actors.current();
    return handled(
        call,
        new PlaceOrder(call.requestId(), call.callId(), actor.id(), actor.has(Roles.AUTHORISER)));
  }

  private boolean accredited(Ticket call) {
    var view = calls.view(call.callId()).orElseThrow();
    return view.assetId()
        .map(asset -> matchmaker.accredited(asset, view.capability(), view.duty()))
        .orElse(false);
  }

  private RestResponse<CallView> handled(Ticket call, RequestCommand command) {
    desk.handle(command, Optional.empty());
    return answer(call);
  }

  private RestResponse<CallView> answer(Ticket call) {
    var view = calls.view(call.callId()).orElseThrow();
    requireShown(call, view);
    return Versions.answer(
        isHost(call) ? view.forHost() : view, requests.version(call.requestId()));
  }

  private boolean isHost(Ticket call) {
    return sights.force().filter(call.host()::equals).isPresent();
  }

  /** Before its offer its host is not to know of a covert call, whatever it asks or wants of it. */
  private void requireShown(Ticket call, CallView view) {
    if (isHost(call) && !sights.of(view.capability()).shows(view.state())) {
      throw new RefusedException(RequestRefusal.NO_SUCH_CALL);
    }
  }

  /** One side's part is not the other's, and a third force knows of no such call. */
  private Ticket as(Function<Ticket, ForceId> side, UUID callId) {
    var force = actors.force();
    var call = ticket(callId, found -> found.concerns(force));
    if (isHost(call)) {
      requireShown(call, calls.view(call.callId()).orElseThrow());
    }
    if (!side.apply(call).equals(force)) {
      throw new RefusedException(RequestRefusal.NOT_YOUR_PART);
    }
    return call;
  }

  private Ticket ticket(UUID callId, Predicate<Ticket> visible) {
    return calls
        .find(new CallId(callId))
        .filter(visible)
        .orElseThrow(() -> new RefusedException(RequestRefusal.NO_SUCH_CALL));
  }

  private static <T> T neededFor(Optional<T> given) {
    return given.orElseThrow(() -> new RefusedException(RequestRefusal.ANSWER_INCOMPLETE));
  }

  private static Optional<CallStage> stageNamed(@Nullable String name) {
    return Optional.ofNullable(name)
        .map(given ->
            CallStage.named(given)
                .orElseThrow(() -> new RefusedException(RequestRefusal.STATE_UNKNOWN)));
  }
}
