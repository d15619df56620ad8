package crossforce.billing;

import crossforce.contract.Topics;
import crossforce.contract.wire.OperationsEvent;
import crossforce.contract.wire.Topic;
import crossforce.kit.outbox.ServiceTopics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Tells the kit what this service is called and where its events go. */
@ApplicationScoped
class BillingTopics implements ServiceTopics {
  @Override
  public String service() {
    return Topics.BILLING;
  }

  @Override
  public List<Topic<?>> written() {
    return List.of(Topics.TARIFFS, Topics.CHARGES, Topics.SETTLEMENTS, Topics.BILLING_OPERATIONS);
  }

  @Override
  public Topic<OperationsEvent> operations() {
    return Topics.BILLING_OPERATIONS;
  }
}
