package crossforce.broker.request.model;

import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.broker.request.model.CallState.Offered;
import crossforce.broker.request.model.Deployment.Returned;
import crossforce.broker.request.model.Request.Completed;
import crossforce.broker.request.model.Request.Expired;
import crossforce.broker.request.model.Request.Fulfilled;
import crossforce.broker.request.model.Request.None;
import crossforce.broker.request.model.Request.Open;
import crossforce.broker.request.model.Request.Submitted;
import crossforce.broker.request.model.Request.UnableToFill;
import crossforce.broker.request.model.Request.Withdrawn;
import crossforce.contract.ActorId;
import crossforce.contract.Money;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.CallWithdrawn;
import crossforce.contract.broker.RequestEvent.DeploymentStoodDown;
import crossforce.contract.broker.RequestEvent.OrderPlaced;
import crossforce.contract.broker.RequestEvent.RequestCompleted;
import crossforce.contract.broker.RequestEvent.RequestFulfilled;
import crossforce.contract.broker.RequestEvent.RequestWithdrawn;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What follows by itself from a state, one event at a time until nothing does. So no path through
 * the rules can forget to free an asset that is no longer needed.
 *
 * <p>A fulfilled request is completed when help came and all of it has returned; when the host
 * stood all of it down, the request ends as withdrawn.
 */
final class Consequences {
  /** Who acts when nobody does. */
  private static final ActorId BROKER = new ActorId("request-broker");

  private Consequences() {}

  static Optional<RequestEvent> next(Request state, Facts facts) {
    return switch (state) {
      case None _, Submitted _, Completed _ -> Optional.empty();
      case Open open -> whileOpen(open.affair(), facts);
      case Fulfilled(var affair) ->
          affair.calls().allMatch(Consequences::done)
              ? Optional.of(ended(affair))
              : Optional.empty();
      case UnableToFill(var affair, _) ->
          freeOf(affair, affair.calls(), CallState.REQUEST_UNABLE_TO_FILL);
      case Withdrawn(var affair, var by, var why) ->
          freeOf(affair, affair.calls(), CallState.REQUEST_WITHDRAWN)
              .or(() -> standDown(affair, by, why, facts));
      case Expired(var affair) ->
          freeOf(affair, affair.calls(), CallState.REQUEST_EXPIRED)
              .or(() -> standDownCommitted(affair, facts));
    };
  }

  private static Optional<RequestEvent> whileOpen(Affair affair, Facts facts) {
    return orderAtOnce(affair, facts)
        .or(() ->
            freeOf(
                affair,
                affair.lines().stream().filter(Line::full).flatMap(Line::liveCalls),
                CallState.NO_LONGER_NEEDED))
        .or(() -> fulfilled(affair));
  }

  private static Optional<RequestEvent> orderAtOnce(Affair affair, Facts facts) {
    return affair
        .calls()
        .flatMap(call -> orderOf(affair, call, facts).stream())
        .findFirst()
        .map(order -> order);
  }

  private static Optional<OrderPlaced> orderOf(Affair affair, Call call, Facts facts) {
    return call.state() instanceof Offered(Money price, var deadline)
            && facts.now().isBefore(deadline)
            && OrderRules.mayOrderAtOnce(affair, call, price, facts)
        ? Optional.of(
            new OrderPlaced(
                affair.requestId(), call.ref(), price, affair.need().funding(), Optional.empty()))
        : Optional.empty();
  }

  private static Optional<RequestEvent> fulfilled(Affair affair) {
    return affair.lines().stream().allMatch(Line::settled)
        ? Optional.of(new RequestFulfilled(affair.requestId()))
        : Optional.empty();
  }

  private static Optional<RequestEvent> freeOf(Affair affair, Stream<Call> calls, String why) {
    return calls
        .filter(call -> call.state().live())
        .findFirst()
        .map(call -> new CallWithdrawn(affair.requestId(), call.ref(), why));
  }

  /** What has not arrived turns round. */
  private static Optional<RequestEvent> standDown(
      Affair affair, ActorId by, String why, Facts facts) {
    return affair
        .calls()
        .filter(call ->
            call.state() instanceof Confirmed(_, Deployment.Committed _)
                || call.state() instanceof Confirmed(_, Deployment.Mobilised _))
        .findFirst()
        .map(call -> stoodDown(affair, call, by, why, facts));
  }

  /** What has not even set out need not any more. */
  private static Optional<RequestEvent> standDownCommitted(Affair affair, Facts facts) {
    return affair
        .calls()
        .filter(call -> call.state() instanceof Confirmed(_, Deployment.Committed _))
        .findFirst()
        .map(call -> stoodDown(affair, call, BROKER, CallState.REQUEST_EXPIRED, facts));
  }

  private static RequestEvent stoodDown(
      Affair affair, Call call, ActorId by, String why, Facts facts) {
    return new DeploymentStoodDown(
        affair.requestId(),
        call.ref(),
        facts.now(),
        call.ref().donor(),
        why,
        by,
        Optional.of(affair.host()));
  }

  private static RequestEvent ended(Affair affair) {
    var helped = affair.calls().anyMatch(call -> call.state() instanceof Confirmed(_, Returned _));
    return helped
        ? new RequestCompleted(affair.requestId())
        : new RequestWithdrawn(affair.requestId(), CallState.ALL_STOOD_DOWN, BROKER);
  }

  private static boolean done(Call call) {
    return !(call.state() instanceof Confirmed(_, var deployment)) || deployment.over();
  }
}
