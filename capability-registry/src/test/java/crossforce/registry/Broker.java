package crossforce.registry;

import crossforce.contract.ActorId;
import crossforce.contract.AssetId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.Classification;
import crossforce.contract.ForceId;
import crossforce.contract.LegalBasis;
import crossforce.contract.Money;
import crossforce.contract.Position;
import crossforce.contract.Priority;
import crossforce.contract.RequestId;
import crossforce.contract.TimeSlot;
import crossforce.contract.Topics;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.Need;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.CallWithdrawn;
import crossforce.contract.broker.RequestEvent.DeploymentMobilised;
import crossforce.contract.broker.RequestEvent.DeploymentReturned;
import crossforce.contract.broker.RequestEvent.HoldRequested;
import crossforce.contract.broker.RequestEvent.OrderPlaced;
import crossforce.contract.broker.RequestEvent.RequestSubmitted;
import crossforce.contract.registry.AssetEvent;
import crossforce.contract.wire.Envelope;
import crossforce.kit.test.Told;
import crossforce.kit.test.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Plays the request broker: one request of West Yorkshire, as far as the registry hears of it. */
public final class Broker implements AutoCloseable {
  static final ForceId HOST = new ForceId("west-yorkshire");

  final RequestId request = new RequestId(UUID.randomUUID());
  private final Wire wire;
  private Envelope last;
  private Classification classification = Classification.OFFICIAL;

  public Broker(Wire wire) {
    this.wire = wire;
  }

  /** To be said before anything is told of the request. */
  void classify(Classification as) {
    classification = as;
  }

  public Envelope submit(CapabilityCode capability, TimeSlot window, LegalBasis basis) {
    var need =
        new Need(
            List.of(new Need.Line(1, capability, 1, 1)),
            new Need.Place(
                new Position(53.8, -1.54),
                "City square",
                "Duty inspector",
                "101",
                "WY-1",
                List.of()),
            "WY-1",
            window,
            Priority.URGENT,
            "Search",
            basis,
            "WY-OPS",
            new Money(1_000_000),
            Classification.OFFICIAL,
            Optional.empty(),
            Optional.empty());
    return tell(new RequestSubmitted(request, HOST, need, new ActorId("somebody")));
  }

  public CallRef call(AssetId asset, ForceId donor) {
    return CallRef.of(request, 1, 1, asset, donor);
  }

  public Envelope hold(CallRef call, CapabilityCode capability, TimeSlot duty, Instant until) {
    var blocked = duty.widenedBy(Duration.ofHours(1), Duration.ofHours(12));
    return tell(new HoldRequested(request, call, HOST, capability, duty, blocked, until));
  }

  public Envelope order(CallRef call) {
    return tell(new OrderPlaced(request, call, new Money(1), "WY-OPS", Optional.empty()));
  }

  public Envelope withdraw(CallRef call) {
    return tell(new CallWithdrawn(request, call, "not needed"));
  }

  public Envelope mobilise(CallRef call, Instant at) {
    return tell(
        new DeploymentMobilised(
            request, call, at, call.donor(), "SY31", 3, at.plus(Duration.ofHours(1))));
  }

  public Envelope returned(CallRef call, Instant at) {
    return tell(new DeploymentReturned(request, call, at, call.donor(), 100));
  }

  public Envelope tell(RequestEvent event) {
    last =
        last == null
            ? wire.tell(Topics.REQUESTS, event, classification)
            : wire.tell(Topics.REQUESTS, event, last);
    return last;
  }

  public <T extends AssetEvent> Told<T> hears(Class<T> type, Predicate<T> wanted) {
    return wire.await(Topics.ASSETS, type, wanted);
  }

  @Override
  public void close() {
    wire.close();
  }
}
