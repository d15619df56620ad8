package crossforce.kit.outbox;

import crossforce.contract.wire.OperationsEvent;
import crossforce.contract.wire.Topic;
import java.util.List;

/**
 * Which topics this service writes: one CDI bean in each service, because the kit knows no concrete
 * topic.
 */
public interface ServiceTopics {
  /** The service's name, as in the sources of its events: {@code request-broker}. */
  String service();

  /** Every topic that the service's events go to, the operations topic among them. */
  List<Topic<?>> written();

  /** Where the service tells what operators did to its machinery. */
  default Topic<OperationsEvent> operations() {
    throw new IllegalStateException(service() + " has no operations topic");
  }
}
