package crossforce.broker.request;

import crossforce.broker.request.Calls.Ticket;
import crossforce.broker.request.model.Deployment.Crew;
import crossforce.broker.request.model.RequestCommand;
import crossforce.broker.request.model.RequestCommand.ConfirmArrival;
import crossforce.broker.request.model.RequestCommand.Mobilise;
import crossforce.broker.request.model.RequestCommand.Release;
import crossforce.broker.request.model.RequestCommand.Return;
import crossforce.broker.request.model.RequestCommand.StandDown;
import crossforce.broker.request.model.RequestCommand.StartTask;
import crossforce.broker.request.model.RequestRefusal;
import crossforce.contract.DeploymentId;
import crossforce.contract.RequestId;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What both forces tell about a deployment, step by step. */
@Path("/deployments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Deployments", description = "Promised assets in action")
public class DeploymentResource {
  private static final Duration LONGEST_JOURNEY = Duration.ofDays(30);

  private final RequestDesk desk;
  private final Calls calls;
  private final Requests requests;
  private final Sights sights;
  private final Actors actors;
  private final Clock clock;

  DeploymentResource(
      RequestDesk desk, Calls calls, Requests requests, Sights sights, Actors actors, Clock clock) {
    this.desk = desk;
    this.calls = calls;
    this.requests = requests;
    this.sights = sights;
    this.actors = actors;
    this.clock = clock;
  }

  @Schema(description = "The donor's asset sets out.")
  public record MobilisationBody(
      @NotNull @Schema(description = "Up to 40 characters.") String callSign,
      @Schema(description = "1 to 1,000.") int headcount,
      @NotNull Instant expectedArrival,
      @Schema(description = "When it happened; now unless told.") Optional<Instant> at) {}

  @Schema(description = "When it happened; now unless told.")
  public record StepBody(Optional<Instant> at) {}

  @Schema(description = "The donor has it back.")
  public record ReturnBody(
      Optional<Instant> at, @Schema(description = "Driven in all, 0 to 10,000.") int kilometres) {}

  @Schema(description = "Why it is not needed, or cannot go, any more.")
  public record StandDownBody(
      @NotNull @Schema(description = "Up to 500 characters.") String why, Optional<Instant> at) {}

  /** Which force tells a step. */
  private enum Side {
    DONOR,
    HOST,
    EITHER
  }

  @GET
  @RolesAllowed({
    Roles.DUTY_OFFICER,
    Roles.FORCE_SYSTEM,
    Roles.OVERSIGHT,
    Roles.COORDINATOR,
    Roles.AUDITOR
  })
  @Operation(
      summary = "List what your force lends or borrows, the latest first",
      description = "For the coordinator and the auditor all forces'.")
  public Page<DeploymentView> list(
      @QueryParam("request") @Parameter(description = "Only deployments of this request.")
          @Nullable UUID request,
      @QueryParam("limit") @Parameter(description = "1 to 200; 50 unless told.")
          @Nullable Integer limit,
      @QueryParam("after")
          @Parameter(description = "The deployment id that the last part ended with.")
          @Nullable String after) {
    var most = Page.limit(limit);
    var rows =
        calls.ofForce(
            sights.force(),
            Optional.ofNullable(request).map(RequestId::new),
            Page.after(after),
            most + 1);
    return Page.of(rows, most, view -> view, view -> view.deploymentId().toString());
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({
    Roles.DUTY_OFFICER,
    Roles.FORCE_SYSTEM,
    Roles.OVERSIGHT,
    Roles.REQUESTER,
    Roles.AUTHORISER,
    Roles.COORDINATOR,
    Roles.AUDITOR
  })
  @Operation(
      summary = "See one deployment",
      description =
          "As its donor or its host; the coordinator and the auditor see every deployment.")
  public RestResponse<DeploymentView> get(@PathParam("id") UUID id) {
    ticket(id, sights::sees);
    return answer(id);
  }

  @PUT
  @Path("/{id}/mobilisation")
  @RolesAllowed({Roles.DUTY_OFFICER, Roles.FORCE_SYSTEM})
  @Operation(summary = "Set out", description = "By the donor, with call sign and headcount.")
  public RestResponse<DeploymentView> mobilise(
      @PathParam("id") UUID id, @Valid @NotNull MobilisationBody body) {
    var call = ticket(id, Side.DONOR);
    var at = at(body.at());
    var crew =
        new Crew(
            Texts.needed("callSign", body.callSign(), 40),
            Texts.number("headcount", body.headcount(), 1, 1000),
            body.expectedArrival());
    var journey = Duration.between(at, crew.expectedArrival());
    if (journey.isNegative() || journey.compareTo(LONGEST_JOURNEY) > 0) {
      throw new RefusedException(
          RequestRefusal.NUMBER_OUT_OF_RANGE,
          "expectedArrival lies after setting out, and at most 30 days.");
    }
    return handled(id, new Mobilise(call.requestId(), call.callId(), at, crew));
  }

  @PUT
  @Path("/{id}/arrival")
  @RolesAllowed({Roles.DUTY_OFFICER, Roles.FORCE_SYSTEM})
  @Operation(
      summary = "Confirm the arrival",
      description = "By the host; direction and control pass to its chief officer.")
  public RestResponse<DeploymentView> arrive(
      @PathParam("id") UUID id, @Valid @NotNull StepBody body) {
    var call = ticket(id, Side.HOST);
    return handled(id, new ConfirmArrival(call.requestId(), call.callId(), at(body.at())));
  }

  @PUT
  @Path("/{id}/on-task")
  @RolesAllowed({Roles.DUTY_OFFICER, Roles.FORCE_SYSTEM})
  @Operation(summary = "Put on task", description = "By the host.")
  public RestResponse<DeploymentView> startTask(
      @PathParam("id") UUID id, @Valid @NotNull StepBody body) {
    var call = ticket(id, Side.HOST);
    return handled(id, new StartTask(call.requestId(), call.callId(), at(body.at())));
  }

  @PUT
  @Path("/{id}/release")
  @RolesAllowed({Roles.DUTY_OFFICER, Roles.FORCE_SYSTEM})
  @Operation(
      summary = "Release",
      description = "By the host; direction and control return to the donor's chief officer.")
  public RestResponse<DeploymentView> release(
      @PathParam("id") UUID id, @Valid @NotNull StepBody body) {
    var call = ticket(id, Side.HOST);
    return handled(id, new Release(call.requestId(), call.callId(), at(body.at())));
  }

  @PUT
  @Path("/{id}/return")
  @RolesAllowed({Roles.DUTY_OFFICER, Roles.FORCE_SYSTEM})
  @Operation(summary = "Return", description = "By the donor, with the kilometres driven.")
  public RestResponse<DeploymentView> comeBack(
      @PathParam("id") UUID id, @Valid @NotNull ReturnBody body) {
    var call = ticket(id, Side.DONOR);
    var kilometres = Texts.number("kilometres", body.kilometres(), 0, 10_000);
    return handled(id, new Return(call.requestId(), call.callId(), at(body.at()), kilometres));
  }

  @PUT
  @Path("/{id}/stand-down")
  @RolesAllowed({Roles.DUTY_OFFICER, Roles.FORCE_SYSTEM})
  @Operation(summary = "Stand down", description = "By either side, until the asset has arrived.")
  public RestResponse<DeploymentView> standDown(
      @PathParam("id") UUID id, @Valid @NotNull StandDownBody body) {
    var call = ticket(id, Side.EITHER);
    var why = Texts.needed("why", body.why(), 500);
    return handled(
        id,
        new StandDown(
            call.requestId(),
            call.callId(),
            at(body.at()),
            actors.force(),
            actors.current().id(),
            why));
  }

  private Instant at(Optional<Instant> told) {
    return told.orElseGet(clock::instant);
  }

  private RestResponse<DeploymentView> handled(UUID id, RequestCommand command) {
    desk.handle(command, Optional.empty());
    return answer(id);
  }

  private RestResponse<DeploymentView> answer(UUID id) {
    var view = calls.view(new DeploymentId(id)).orElseThrow();
    return Versions.answer(view, requests.version(view.requestId()));
  }

  private Ticket ticket(UUID id, Predicate<Ticket> visible) {
    return calls
        .find(new DeploymentId(id))
        .filter(visible)
        .orElseThrow(() -> new RefusedException(RequestRefusal.NO_SUCH_DEPLOYMENT));
  }

  private Ticket ticket(UUID id, Side side) {
    var force = actors.force();
    var call = ticket(id, found -> found.concerns(force));
    var may =
        switch (side) {
          case DONOR -> call.donor().equals(force);
          case HOST -> call.host().equals(force);
          case EITHER -> true;
        };
    if (!may) {
      throw new RefusedException(RequestRefusal.NOT_YOUR_STEP);
    }
    return call;
  }
}
