package crossforce.broker.request;

import crossforce.broker.request.model.Affair;
import crossforce.broker.request.model.Call;
import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.broker.request.model.Deployment;
import crossforce.broker.request.model.Deployment.Arrived;
import crossforce.broker.request.model.Deployment.Committed;
import crossforce.broker.request.model.Deployment.Crew;
import crossforce.broker.request.model.Deployment.Mobilised;
import crossforce.broker.request.model.Deployment.OnTask;
import crossforce.broker.request.model.Deployment.Released;
import crossforce.broker.request.model.Deployment.Returned;
import crossforce.broker.request.model.Deployment.Stage;
import crossforce.broker.request.model.Deployment.StoodDown;
import crossforce.contract.AssetId;
import crossforce.contract.CallId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.DeploymentId;
import crossforce.contract.ForceId;
import crossforce.contract.Money;
import crossforce.contract.RequestId;
import crossforce.contract.TimeSlot;
import crossforce.contract.broker.Need;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A deployment as both its forces see it, with who commands the asset since when. */
@Schema(description = "An ordered and confirmed offer in action.")
public record DeploymentView(
    DeploymentId deploymentId,
    CallId callId,
    RequestId requestId,
    ForceId host,
    ForceId donor,
    int line,
    CapabilityCode capability,
    AssetId assetId,
    @Schema(
            description = "How far it has come.",
            enumeration = {
              "committed",
              "mobilised",
              "arrived",
              "on-task",
              "released",
              "returned",
              "stood-down"
            })
        String state,
    @Schema(description = "Whose chief officer commands the asset now.") ForceId commandedBy,
    @Schema(description = "The price as quoted and ordered, in pence.") Money price,
    @Schema(description = "When it is planned to be on the host's ground, half-open.")
        TimeSlot duty,
    Need.Place place,
    String incidentReference,
    Optional<String> callSign,
    Optional<Integer> headcount,
    Optional<Instant> expectedArrival,
    @Schema(description = "Driven in all, once it has returned.") Optional<Integer> kilometres,
    @Schema(description = "Why it was stood down.") Optional<String> why,
    @Schema(description = "What happened, in order.") List<StepView> steps) {

  @Schema(description = "One step, and who commands the asset from then on.")
  public record StepView(String step, Instant at, ForceId commandedBy) {}

  static Optional<DeploymentView> of(Affair affair, Call call) {
    return call.state() instanceof Confirmed(var price, var deployment)
        ? Optional.of(of(affair, call, price, deployment))
        : Optional.empty();
  }

  private static DeploymentView of(Affair affair, Call call, Money price, Deployment deployment) {
    var crew = crewOf(deployment);
    return new DeploymentView(
        call.ref().deploymentId(),
        call.ref().callId(),
        affair.requestId(),
        affair.host(),
        call.ref().donor(),
        call.ref().line(),
        affair.line(call.ref().line()).wanted().capability(),
        call.ref().assetId(),
        name(deployment.stage()),
        deployment.latest().map(Deployment.Step::commandedBy).orElse(call.ref().donor()),
        price,
        call.plan().duty(),
        affair.need().place(),
        affair.need().incidentReference(),
        crew.map(Crew::callSign),
        crew.map(Crew::headcount),
        crew.map(Crew::expectedArrival),
        deployment instanceof Returned(_, _, var kilometres)
            ? Optional.of(kilometres)
            : Optional.empty(),
        deployment instanceof StoodDown(_, var why, _) ? Optional.of(why) : Optional.empty(),
        deployment.steps().stream()
            .map(step -> new StepView(name(step.stage()), step.at(), step.commandedBy()))
            .toList());
  }

  private static Optional<Crew> crewOf(Deployment deployment) {
    return switch (deployment) {
      case Committed _, StoodDown _ -> Optional.empty();
      case Mobilised(var crew, _) -> Optional.of(crew);
      case Arrived(var crew, _) -> Optional.of(crew);
      case OnTask(var crew, _) -> Optional.of(crew);
      case Released(var crew, _) -> Optional.of(crew);
      case Returned(var crew, _, _) -> Optional.of(crew);
    };
  }

  private static String name(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
