package crossforce.broker;

import crossforce.contract.Topics;
import crossforce.contract.wire.OperationsEvent;
import crossforce.contract.wire.Topic;
import crossforce.kit.outbox.ServiceTopics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What the broker writes. */
@ApplicationScoped
class BrokerTopics implements ServiceTopics {
  @Override
  public String service() {
    return Topics.BROKER;
  }

  @Override
  public List<Topic<?>> written() {
    return List.of(Topics.REQUESTS, Topics.BROKER_OPERATIONS);
  }

  @Override
  public Topic<OperationsEvent> operations() {
    return Topics.BROKER_OPERATIONS;
  }
}
