package crossforce.broker.request.model;

import static crossforce.broker.request.model.RequestRefusal.*;
import static crossforce.kit.decision.Decision.accept;
import static crossforce.kit.decision.Decision.refuse;

import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.broker.request.model.Deployment.Arrived;
import crossforce.broker.request.model.Deployment.Committed;
import crossforce.broker.request.model.Deployment.Mobilised;
import crossforce.broker.request.model.Deployment.OnTask;
import crossforce.broker.request.model.Deployment.Released;
import crossforce.broker.request.model.Deployment.Returned;
import crossforce.broker.request.model.Deployment.Stage;
import crossforce.broker.request.model.Deployment.StoodDown;
import crossforce.broker.request.model.Request.Known;
import crossforce.broker.request.model.RequestCommand.AboutDeployment;
import crossforce.broker.request.model.RequestCommand.ConfirmArrival;
import crossforce.broker.request.model.RequestCommand.Mobilise;
import crossforce.broker.request.model.RequestCommand.Release;
import crossforce.broker.request.model.RequestCommand.Return;
import crossforce.broker.request.model.RequestCommand.StandDown;
import crossforce.broker.request.model.RequestCommand.StartTask;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.DeploymentArrived;
import crossforce.contract.broker.RequestEvent.DeploymentMobilised;
import crossforce.contract.broker.RequestEvent.DeploymentOnTask;
import crossforce.contract.broker.RequestEvent.DeploymentReleased;
import crossforce.contract.broker.RequestEvent.DeploymentReturned;
import crossforce.contract.broker.RequestEvent.DeploymentStoodDown;
import crossforce.kit.decision.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What happens to lent assets, step by step. Command passes to the host's chief on arrival and back
 * to the donor's on release (Police Act 1996 s.24).
 */
final class DeploymentRules {
  private static final Duration LATE_TELLING = Duration.ofMinutes(15);
  private static final Duration EARLY_START = Duration.ofHours(1);

  private DeploymentRules() {}

  static Decision<RequestEvent> decide(Known state, AboutDeployment command, Facts facts) {
    var found = state.affair().call(command.callId());
    if (found.isEmpty() || !(found.get().state() instanceof Confirmed(_, var deployment))) {
      return refuse(NO_SUCH_DEPLOYMENT);
    }
    var call = found.get();
    var decision = step(state.affair(), call, deployment, command);
    return decision instanceof Decision.Accepted<RequestEvent>(var events) && !events.isEmpty()
        ? objectionToTime(deployment, call.plan(), command, facts)
            .map(Decision::<RequestEvent>refuse)
            .orElse(decision)
        : decision;
  }

  private static Optional<RequestRefusal> objectionToTime(
      Deployment deployment, Call.Plan plan, AboutDeployment command, Facts facts) {
    if (command.at().isAfter(facts.now())) {
      return Optional.of(AT_LATER_THAN_NOW);
    }
    var earliest =
        deployment.latest().map(Deployment.Step::at).orElseGet(() -> firstStep(plan, facts.now()));
    return command.at().isBefore(earliest) ? Optional.of(AT_TOO_EARLY) : Optional.empty();
  }

  /** The way out is paid by the minute: it begins when it is told, or about when it was planned. */
  private static Instant firstStep(Call.Plan plan, Instant now) {
    var planned = plan.duty().from().minus(plan.travel()).minus(EARLY_START);
    var justNow = now.minus(LATE_TELLING);
    return planned.isBefore(justNow) ? planned : justNow;
  }

  /** A step said twice is done once; a step out of order says which one is missing. */
  private static Decision<RequestEvent> step(
      Affair affair, Call call, Deployment deployment, AboutDeployment command) {
    var id = affair.requestId();
    var donor = call.ref().donor();
    var host = affair.host();
    return switch (command) {
      case Mobilise c ->
          at(
              Stage.MOBILISED,
              deployment,
              new DeploymentMobilised(
                  id,
                  call.ref(),
                  c.at(),
                  donor,
                  c.crew().callSign(),
                  c.crew().headcount(),
                  c.crew().expectedArrival()));
      case ConfirmArrival c ->
          at(Stage.ARRIVED, deployment, new DeploymentArrived(id, call.ref(), c.at(), host));
      case StartTask c ->
          at(Stage.ON_TASK, deployment, new DeploymentOnTask(id, call.ref(), c.at(), host));
      case Release c ->
          at(Stage.RELEASED, deployment, new DeploymentReleased(id, call.ref(), c.at(), donor));
      case Return c ->
          at(
              Stage.RETURNED,
              deployment,
              new DeploymentReturned(id, call.ref(), c.at(), donor, c.kilometres()));
      case StandDown c ->
          switch (deployment) {
            case Committed _, Mobilised _ ->
                accept(
                    new DeploymentStoodDown(
                        id, call.ref(), c.at(), donor, c.why(), c.by(), Optional.of(c.side())));
            case Arrived _, OnTask _, Released _ -> refuse(ALREADY_ARRIVED);
            case Returned _ -> refuse(DEPLOYMENT_OVER);
            case StoodDown _ -> accept();
          };
    };
  }

  /** The stages follow one another without gaps. */
  private static Decision<RequestEvent> at(
      Stage wanted, Deployment deployment, RequestEvent event) {
    var present = deployment.stage();
    if (present == Stage.STOOD_DOWN) {
      return refuse(DEPLOYMENT_OVER);
    }
    if (present.compareTo(wanted) >= 0) {
      return accept();
    }
    if (present.ordinal() + 1 == wanted.ordinal()) {
      return accept(event);
    }
    return switch (present) {
      case COMMITTED -> refuse(NOT_MOBILISED);
      case MOBILISED -> refuse(NOT_ARRIVED);
      case ARRIVED -> refuse(NOT_ON_TASK);
      case ON_TASK, RELEASED -> refuse(NOT_RELEASED);
      case RETURNED, STOOD_DOWN -> refuse(DEPLOYMENT_OVER);
    };
  }
}
