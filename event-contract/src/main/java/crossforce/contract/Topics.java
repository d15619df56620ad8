package crossforce.contract;

import crossforce.contract.billing.ChargeEvent;
import crossforce.contract.billing.SettlementEvent;
import crossforce.contract.billing.TariffEvent;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.registry.AssetEvent;
import crossforce.contract.registry.CapabilityEvent;
import crossforce.contract.registry.ForceEvent;
import crossforce.contract.wire.OperationsEvent;
import crossforce.contract.wire.Topic;
import java.util.List;

/** Every topic that carries events; what must be seen in order shares a topic and a key. */
public final class Topics {
  public static final String REGISTRY = "capability-registry";
  public static final String BROKER = "request-broker";
  public static final String BILLING = "billing-service";

  public static final Topic<ForceEvent> FORCES =
      Topic.of("registry.forces.v1", REGISTRY, ForceEvent.class);
  public static final Topic<CapabilityEvent> CAPABILITIES =
      Topic.of("registry.capabilities.v1", REGISTRY, CapabilityEvent.class);
  public static final Topic<AssetEvent> ASSETS =
      Topic.of("registry.assets.v1", REGISTRY, AssetEvent.class);
  public static final Topic<OperationsEvent> REGISTRY_OPERATIONS =
      Topic.of("registry.operations.v1", REGISTRY, OperationsEvent.class);
  public static final Topic<RequestEvent> REQUESTS =
      Topic.of("broker.requests.v1", BROKER, RequestEvent.class);
  public static final Topic<OperationsEvent> BROKER_OPERATIONS =
      Topic.of("broker.operations.v1", BROKER, OperationsEvent.class);
  public static final Topic<TariffEvent> TARIFFS =
      Topic.of("billing.tariffs.v1", BILLING, TariffEvent.class);
  public static final Topic<ChargeEvent> CHARGES =
      Topic.of("billing.charges.v1", BILLING, ChargeEvent.class);
  public static final Topic<SettlementEvent> SETTLEMENTS =
      Topic.of("billing.settlements.v1", BILLING, SettlementEvent.class);
  public static final Topic<OperationsEvent> BILLING_OPERATIONS =
      Topic.of("billing.operations.v1", BILLING, OperationsEvent.class);

  private Topics() {}

  public static List<Topic<?>> all() {
    return List.of(
        FORCES,
        CAPABILITIES,
        ASSETS,
        REGISTRY_OPERATIONS,
        REQUESTS,
        BROKER_OPERATIONS,
        TARIFFS,
        CHARGES,
        SETTLEMENTS,
        BILLING_OPERATIONS);
  }
}
