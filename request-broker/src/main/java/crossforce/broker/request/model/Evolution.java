package crossforce.broker.request.model;

import crossforce.broker.request.model.CallState.Abandoned;
import crossforce.broker.request.model.CallState.Called;
import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.broker.request.model.CallState.Declined;
import crossforce.broker.request.model.CallState.Failed;
import crossforce.broker.request.model.CallState.Holding;
import crossforce.broker.request.model.CallState.Offered;
import crossforce.broker.request.model.CallState.Ordered;
import crossforce.broker.request.model.CallState.Provisional;
import crossforce.broker.request.model.CallState.Quoting;
import crossforce.broker.request.model.CallState.TakenBack;
import crossforce.broker.request.model.Request.Completed;
import crossforce.broker.request.model.Request.Expired;
import crossforce.broker.request.model.Request.Fulfilled;
import crossforce.broker.request.model.Request.Known;
import crossforce.broker.request.model.Request.None;
import crossforce.broker.request.model.Request.Open;
import crossforce.broker.request.model.Request.Published;
import crossforce.broker.request.model.Request.Sourcing;
import crossforce.broker.request.model.Request.Submitted;
import crossforce.broker.request.model.Request.UnableToFill;
import crossforce.broker.request.model.Request.Withdrawn;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.Need.FirearmsAuthority;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.*;
import java.time.Instant;
import java.util.Optional;

/** What each event does to the state; the state is nothing but its events. */
final class Evolution {
  private Evolution() {}

  static Request evolve(Request state, RequestEvent event) {
    return switch (state) {
      case None _ when event instanceof RequestSubmitted e ->
          new Submitted(Affair.asked(e.requestId(), e.host(), e.by(), e.need()));
      case None _ -> throw cannotFollow(event, state);
      case Known known -> evolve(known, event);
    };
  }

  private static Request evolve(Known state, RequestEvent event) {
    var affair = state.affair();
    return switch (event) {
      case RequestSubmitted _ -> throw cannotFollow(event, state);
      case RequestAuthorised e ->
          state.with(
              affair.with(new Authorisation.Given(e.by(), e.spendingLimit(), e.afterwards())));
      case AuthorisationRefused e ->
          new Withdrawn(affair.with(new Authorisation.Refused(e.by(), e.why())), e.by(), e.why());
      case FirearmsAuthorityRatified e ->
          state.with(affair.with(new FirearmsAuthority(e.post(), e.at(), false)));
      case RequestPublished _ when state instanceof Submitted -> new Published(affair);
      case RequestPublished _ -> throw cannotFollow(event, state);
      case CandidatesRanked e when state instanceof Open ->
          new Sourcing(
              affair.with(
                  affair
                      .line(e.line())
                      .ranked(e.round(), e.candidates(), SourcingRules.counted(e.leftOut()))));
      case CandidatesRanked _ -> throw cannotFollow(event, state);
      case HoldRequested e -> state.with(calling(affair, e));
      case AboutCall e -> afterCall(state, e);
      case RequestFulfilled _ when state instanceof Open -> new Fulfilled(affair);
      case RequestFulfilled _ -> throw cannotFollow(event, state);
      case RequestUnableToFill e when state instanceof Open ->
          new UnableToFill(affair, e.shortfalls());
      case RequestUnableToFill _ -> throw cannotFollow(event, state);
      case RequestWithdrawn e -> new Withdrawn(affair, e.by(), e.why());
      case RequestExpired _ -> new Expired(affair);
      case RequestCompleted _ when state instanceof Fulfilled -> new Completed(affair);
      case RequestCompleted _ -> throw cannotFollow(event, state);
      case AboutDeployment e -> afterStep(state, e);
    };
  }

  private static Affair calling(Affair affair, HoldRequested event) {
    var line = affair.line(event.call().line());
    var candidate = line.candidate(event.call().assetId());
    var plan =
        new Call.Plan(event.duty(), event.until(), candidate.travel(), candidate.kilometres());
    return affair.with(line.calling(new Call(event.call(), plan, new Holding())));
  }

  private static Request afterCall(Known state, AboutCall event) {
    var next = state.affair().with(answered(callOf(state.affair(), event.call()), event));
    return event instanceof OfferWithdrawn ? searching(state, next) : state.with(next);
  }

  private static Request afterStep(Known state, AboutDeployment event) {
    var next = state.affair().with(deployed(state.affair(), event));
    return event instanceof DeploymentStoodDown down && byDonor(down).orElse(false)
        ? searching(state, next)
        : state.with(next);
  }

  /** A promise taken back opens the search again. */
  private static Request searching(Known state, Affair next) {
    return state instanceof Fulfilled ? new Sourcing(next) : state.with(next);
  }

  private static Optional<Boolean> byDonor(DeploymentStoodDown event) {
    return event.byForce().map(event.call().donor()::equals);
  }

  private static Call answered(Call call, AboutCall event) {
    return switch (event) {
      case HoldRequested _ -> throw cannotFollow(event, call);
      case QuoteRequested _ when call.state() instanceof Holding -> call.become(new Quoting());
      case QuoteRequested _ -> throw cannotFollow(event, call);
      case CallAbandoned e -> call.become(new Abandoned(e.reason()));
      case DonorCalled e -> call.become(new Called(e.price(), e.deadline()));
      case OfferMade e -> call.become(new Offered(e.price(), deadlineOf(call, event)));
      case OfferProvisional e when call.state() instanceof Called(var price, var deadline) ->
          call.become(new Provisional(price, deadline, e.missing()));
      case OfferProvisional _ -> throw cannotFollow(event, call);
      case OfferDeclined e -> call.become(new Declined(e.code()));
      case CallExpired _ -> call.become(new CallState.Expired());
      case CallWithdrawn e ->
          call.become(new CallState.Withdrawn(e.why(), call.state().toldToDonor()));
      case OfferWithdrawn e -> call.become(new TakenBack(e.why()));
      case OrderPlaced e -> call.become(new Ordered(e.price()));
      case OrderConfirmed _ when call.state() instanceof Ordered(var price) ->
          call.become(new Confirmed(price, new Deployment.Committed()));
      case OrderConfirmed _ -> throw cannotFollow(event, call);
      case OrderFailed e -> call.become(new Failed(e.reason()));
    };
  }

  private static Instant deadlineOf(Call call, RequestEvent event) {
    return switch (call.state()) {
      case Called(_, var deadline) -> deadline;
      case Provisional(_, var deadline, _) -> deadline;
      case Holding _, Quoting _, Offered _, Ordered _, Confirmed _ ->
          throw cannotFollow(event, call);
      case Declined _, TakenBack _, Abandoned _, Failed _ -> throw cannotFollow(event, call);
      case CallState.Expired _, CallState.Withdrawn _ -> throw cannotFollow(event, call);
    };
  }

  private static Call deployed(Affair affair, RequestEvent.AboutDeployment event) {
    var call = callOf(affair, event.call());
    if (!(call.state() instanceof Confirmed(var price, var before))) {
      throw cannotFollow(event, call);
    }
    return call.become(new Confirmed(price, next(before, event)));
  }

  private static Deployment next(Deployment before, RequestEvent.AboutDeployment event) {
    return switch (event) {
      case DeploymentMobilised e ->
          new Deployment.Mobilised(
              new Deployment.Crew(e.callSign(), e.headcount(), e.expectedArrival()),
              steps(before, Deployment.Stage.MOBILISED, e));
      case DeploymentArrived e when before instanceof Deployment.Mobilised(var crew, _) ->
          new Deployment.Arrived(crew, steps(before, Deployment.Stage.ARRIVED, e));
      case DeploymentOnTask e when before instanceof Deployment.Arrived(var crew, _) ->
          new Deployment.OnTask(crew, steps(before, Deployment.Stage.ON_TASK, e));
      case DeploymentReleased e when before instanceof Deployment.OnTask(var crew, _) ->
          new Deployment.Released(crew, steps(before, Deployment.Stage.RELEASED, e));
      case DeploymentReturned e when before instanceof Deployment.Released(var crew, _) ->
          new Deployment.Returned(
              crew, steps(before, Deployment.Stage.RETURNED, e), e.kilometres());
      case DeploymentStoodDown e ->
          new Deployment.StoodDown(
              steps(before, Deployment.Stage.STOOD_DOWN, e), e.why(), byDonor(e));
      case DeploymentArrived _, DeploymentOnTask _, DeploymentReleased _, DeploymentReturned _ ->
          throw cannotFollow(event, before);
    };
  }

  private static java.util.List<Deployment.Step> steps(
      Deployment before, Deployment.Stage stage, RequestEvent.AboutDeployment event) {
    return Deployment.then(before, stage, event.at(), event.commandedBy());
  }

  private static Call callOf(Affair affair, CallRef ref) {
    return affair
        .call(ref.callId())
        .orElseThrow(() -> new IllegalStateException("no call " + ref.callId()));
  }

  private static IllegalStateException cannotFollow(RequestEvent event, Object state) {
    return new IllegalStateException(event + " cannot follow " + state);
  }
}
