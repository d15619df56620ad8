package crossforce.registry;

import crossforce.contract.Topics;
import crossforce.contract.wire.OperationsEvent;
import crossforce.contract.wire.Topic;
import crossforce.kit.outbox.ServiceTopics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What the capability registry tells. */
@ApplicationScoped
class RegistryTopics implements ServiceTopics {
  @Override
  public String service() {
    return Topics.REGISTRY;
  }

  @Override
  public List<Topic<?>> written() {
    return List.of(Topics.FORCES, Topics.CAPABILITIES, Topics.ASSETS, Topics.REGISTRY_OPERATIONS);
  }

  @Override
  public Topic<OperationsEvent> operations() {
    return Topics.REGISTRY_OPERATIONS;
  }
}
