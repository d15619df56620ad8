package crossforce.broker.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import crossforce.broker.request.CandidatesView.LineCandidates;
import crossforce.broker.request.model.Affair;
import crossforce.broker.request.model.Request;
import crossforce.broker.request.model.RequestCommand.Authorise;
import crossforce.broker.request.model.RequestCommand.Ratify;
import crossforce.broker.request.model.RequestCommand.RefuseAuthorisation;
import crossforce.broker.request.model.RequestCommand.Withdraw;
import crossforce.broker.request.model.RequestRefusal;
import crossforce.contract.Money;
import crossforce.contract.RequestId;
import crossforce.contract.broker.RequestEvent.CandidatesRanked;
import crossforce.kit.actor.Actors;
import crossforce.kit.actor.Roles;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Page;
import crossforce.kit.http.Versions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** What the host force does: asks, authorises, ratifies, looks and withdraws. */
@Path("/requests")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Requests", description = "A host force's needs")
public class RequestResource {
  private final RequestDesk desk;
  private final Requests requests;
  private final Rankings rankings;
  private final Sights sights;
  private final Actors actors;

  RequestResource(
      RequestDesk desk, Requests requests, Rankings rankings, Sights sights, Actors actors) {
    this.desk = desk;
    this.requests = requests;
    this.rankings = rankings;
    this.sights = sights;
    this.actors = actors;
  }

  /** What the second person decides. */
  public enum Verdict {
    @JsonProperty("given")
    GIVEN,
    @JsonProperty("refused")
    REFUSED
  }

  @Schema(description = "Given with a spending limit, or refused with a reason.")
  public record AuthorisationBody(
      @NotNull Verdict decision,
      @Schema(description = "In pence; needed when given.") Optional<Money> spendingLimit,
      @Schema(description = "Up to 500 characters; needed when refused.") Optional<String> why) {}

  @Schema(description = "Who ratified, by post, and when.")
  public record RatificationBody(@NotNull String post, @NotNull Instant at) {}

  @Schema(description = "A reason, up to 500 characters.")
  public record WhyBody(@NotNull String why) {}

  @PUT
  @Path("/{id}")
  @RolesAllowed({Roles.REQUESTER, Roles.FORCE_SYSTEM})
  @Operation(
      summary = "Ask for help",
      description =
          "The id is a random UUID of yours (version 4 or 7); the same body sent again is answered"
              + " with the request as it is now. An immediate request is published at once, any"
              + " other when a second person of your force has authorised it.")
  public RestResponse<RequestView> submit(@PathParam("id") UUID id, @Valid @NotNull NeedBody body) {
    var seen = desk.submit(new RequestId(id), actors.force(), body.need(), actors.current(), body);
    var view = view(seen.request(), seen.version());
    return ResponseBuilder.create(
            seen.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK, view)
        .header("ETag", Versions.tag(seen.version()))
        .build();
  }

  @GET
  @RolesAllowed({
    Roles.REQUESTER,
    Roles.AUTHORISER,
    Roles.DUTY_OFFICER,
    Roles.FORCE_SYSTEM,
    Roles.OVERSIGHT,
    Roles.COORDINATOR,
    Roles.AUDITOR
  })
  @Transactional
  @Operation(
      summary = "List requests, the latest first",
      description = "Your own force's; for the coordinator and the auditor all forces'.")
  public Page<RequestView> list(
      @QueryParam("state") @Parameter(description = "Only requests in this state.")
          @Nullable String state,
      @QueryParam("limit") @Parameter(description = "1 to 200; 50 unless told.")
          @Nullable Integer limit,
      @QueryParam("after") @Parameter(description = "The request id that the last part ended with.")
          @Nullable String after) {
    var most = Page.limit(limit);
    var rows = requests.page(sights.force(), stateNamed(state), Page.after(after), most + 1);
    return Page.of(
        rows, most, row -> view(row.state(), row.version), row -> row.requestId.toString());
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({
    Roles.REQUESTER,
    Roles.AUTHORISER,
    Roles.DUTY_OFFICER,
    Roles.FORCE_SYSTEM,
    Roles.OVERSIGHT,
    Roles.COORDINATOR,
    Roles.AUDITOR
  })
  @Transactional
  @Operation(summary = "See one request", description = "With its ETag, which changes need.")
  public RestResponse<RequestView> get(@PathParam("id") UUID id) {
    var row = visible(new RequestId(id));
    return Versions.answer(view(row.state(), row.version), row.version);
  }

  @GET
  @Path("/{id}/candidates")
  @RolesAllowed({
    Roles.REQUESTER,
    Roles.AUTHORISER,
    Roles.DUTY_OFFICER,
    Roles.FORCE_SYSTEM,
    Roles.OVERSIGHT,
    Roles.COORDINATOR,
    Roles.AUDITOR
  })
  @Transactional
  @Operation(
      summary = "See who could help, and why the others cannot",
      description =
          "Hosts see forces, times and masked reasons; the coordinator and the auditor see assets"
              + " and true reasons.")
  public CandidatesView candidates(@PathParam("id") UUID id) {
    var row = visible(new RequestId(id));
    var affair = row.state().affair();
    return new CandidatesView(
        rankings.of(new RequestId(id)).stream().map(ranking -> shown(affair, ranking)).toList());
  }

  @PUT
  @Path("/{id}/authorisation")
  @RolesAllowed(Roles.AUTHORISER)
  @Operation(
      summary = "Authorise a request, or refuse to",
      description =
          "By a second person of the host force, on behalf of its chief officer. Needs If-Match."
              + " Orders are placed at once while their sum stays within the spending limit.")
  public RestResponse<RequestView> authorise(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull AuthorisationBody body) {
    var request = own(id);
    var seen = Versions.required(ifMatch);
    var by = actors.current().id();
    body.why().ifPresent(why -> Texts.bounded("why", why, 500));
    return switch (body.decision()) {
      case GIVEN -> {
        var limit =
            body.spendingLimit()
                .orElseThrow(() -> new RefusedException(RequestRefusal.DECISION_INCOMPLETE));
        yield answer(desk.handle(new Authorise(request, by, limit), Optional.of(seen)));
      }
      case REFUSED -> {
        var why =
            body.why().orElseThrow(() -> new RefusedException(RequestRefusal.DECISION_INCOMPLETE));
        yield answer(
            desk.handle(
                new RefuseAuthorisation(request, by, Texts.needed("why", why, 500)),
                Optional.of(seen)));
      }
    };
  }

  @PUT
  @Path("/{id}/firearms-authority")
  @RolesAllowed(Roles.AUTHORISER)
  @Operation(
      summary = "Ratify the firearms authority",
      description = "After it was given by telephone; armed help is then ordered by hand.")
  public RestResponse<RequestView> ratify(
      @PathParam("id") UUID id, @Valid @NotNull RatificationBody body) {
    var post = Texts.needed("post", body.post(), 100);
    var command = new Ratify(own(id), actors.current().id(), post, body.at());
    return answer(desk.handle(command, Optional.empty()));
  }

  @PUT
  @Path("/{id}/withdrawal")
  @RolesAllowed({Roles.REQUESTER, Roles.FORCE_SYSTEM})
  @Operation(
      summary = "Withdraw a request",
      description =
          "At every stage: calls are withdrawn, and what has not arrived is stood down. Needs"
              + " If-Match.")
  public RestResponse<RequestView> withdraw(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull WhyBody body) {
    var request = own(id);
    var seen = Versions.required(ifMatch);
    var why = Texts.needed("why", body.why(), 500);
    var command = new Withdraw(request, actors.current().id(), why);
    return answer(desk.handle(command, Optional.of(seen)));
  }

  private RestResponse<RequestView> answer(RequestDesk.Seen seen) {
    return Versions.answer(view(seen.request(), seen.version()), seen.version());
  }

  private RequestView view(Request.Known request, long version) {
    return RequestView.of(request, version, sights::of);
  }

  private LineCandidates shown(Affair affair, CandidatesRanked ranking) {
    return switch (sights.of(affair.line(ranking.line()).wanted().capability())) {
      case WHOLE -> CandidatesView.whole(ranking);
      case MASKED -> CandidatesView.masked(ranking);
      case UNCOUNTED -> CandidatesView.covert(ranking);
    };
  }

  private RequestRow visible(RequestId id) {
    var host = sights.force();
    return requests
        .find(id)
        .filter(row -> host.map(force -> force.value().equals(row.host)).orElse(true))
        .orElseThrow(() -> new RefusedException(RequestRefusal.NO_SUCH_REQUEST));
  }

  /** Another force's request is none. */
  private RequestId own(UUID id) {
    var host = actors.force();
    return requests
        .find(new RequestId(id))
        .filter(row -> row.host.equals(host.value()))
        .map(row -> new RequestId(row.requestId))
        .orElseThrow(() -> new RefusedException(RequestRefusal.NO_SUCH_REQUEST));
  }

  private static Optional<RequestState> stateNamed(@Nullable String name) {
    return Optional.ofNullable(name)
        .map(given ->
            RequestState.named(given)
                .orElseThrow(() -> new RefusedException(RequestRefusal.STATE_UNKNOWN)));
  }
}
