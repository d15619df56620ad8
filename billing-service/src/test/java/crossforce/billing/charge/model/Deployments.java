package crossforce.billing.charge.model;

import static crossforce.billing.TestTariffs.CREW;
import static crossforce.billing.TestTariffs.london;

import crossforce.billing.charge.model.Engagement.Known;
import crossforce.contract.ActorId;
import crossforce.contract.AssetId;
import crossforce.contract.ForceId;
import crossforce.contract.Priority;
import crossforce.contract.RequestId;
import crossforce.contract.TimeSlot;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.RequestEvent.AboutDeployment;
import crossforce.contract.broker.RequestEvent.DeploymentArrived;
import crossforce.contract.broker.RequestEvent.DeploymentMobilised;
import crossforce.contract.broker.RequestEvent.DeploymentOnTask;
import crossforce.contract.broker.RequestEvent.DeploymentReleased;
import crossforce.contract.broker.RequestEvent.DeploymentReturned;
import crossforce.contract.broker.RequestEvent.DeploymentStoodDown;
import crossforce.contract.broker.RequestEvent.QuoteRequested;
import crossforce.contract.wire.EventTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One armed crew of West Yorkshire, asked for by South Yorkshire, and what the broker tells. */
public final class Deployments {
  public static final ForceId HOST = new ForceId("south-yorkshire");
  public static final ForceId DONOR = new ForceId("west-yorkshire");
  public static final ForceId OTHER = new ForceId("kent");
  public static final RequestId REQUEST = RequestId.of("11111111-1111-4111-8111-111111111111");
  public static final AssetId ASSET = AssetId.of("22222222-2222-4222-8222-222222222222");
  public static final CallRef CALL = CallRef.of(REQUEST, 1, 1, ASSET, DONOR);

  private Deployments() {}

  /** 50 minutes and 55 kilometres each way. */
  public static QuoteRequested asked(String from, String until) {
    return asked(CALL, REQUEST, new TimeSlot(london(from), london(until)), Priority.URGENT);
  }

  public static QuoteRequested asked(
      CallRef call, RequestId request, TimeSlot duty, Priority priority) {
    return new QuoteRequested(
        request, call, HOST, CREW, priority, false, duty, Duration.ofMinutes(50), 55);
  }

  public static Known known(QuoteRequested asked, List<AboutDeployment> told) {
    var state = Engagement.evolve(new Engagement.None(), asked);
    for (var event : told) {
      state = Engagement.evolve(state, event, eventId(event));
    }
    return (Known) state;
  }

  /** Mobilised, arrived, on task as it arrives, released, returned. */
  public static List<AboutDeployment> told(
      Instant mobilised, Instant arrived, Instant released, Instant returned, int kilometres) {
    return told(CALL, REQUEST, mobilised, arrived, released, returned, kilometres);
  }

  public static List<AboutDeployment> told(
      CallRef call,
      RequestId request,
      Instant mobilised,
      Instant arrived,
      Instant released,
      Instant returned,
      int kilometres) {
    return List.of(
        new DeploymentMobilised(request, call, mobilised, call.donor(), "WY12", 3, arrived),
        new DeploymentArrived(request, call, arrived, HOST),
        new DeploymentOnTask(request, call, arrived, HOST),
        new DeploymentReleased(request, call, released, call.donor()),
        new DeploymentReturned(request, call, returned, call.donor(), kilometres));
  }

  public static List<AboutDeployment> stoodDown(Instant mobilised, Instant turned) {
    return List.of(
        new DeploymentMobilised(REQUEST, CALL, mobilised, DONOR, "WY12", 3, turned),
        new DeploymentStoodDown(
            REQUEST,
            CALL,
            turned,
            DONOR,
            "Suspect in custody",
            new ActorId("someone"),
            Optional.of(HOST)));
  }

  /** The ids that the broker's outbox gives. */
  public static UUID eventId(AboutDeployment event) {
    return EventTypes.idOf(event);
  }
}
