package crossforce.kit.outbox;

import crossforce.contract.wire.OperationsEvent;
import crossforce.contract.wire.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The topics of the service that the kit's own tests are. */
@ApplicationScoped
public class TellingTopics implements ServiceTopics {
  public static final String SERVICE = "kit-test";
  public static final Topic<TellingEvent> TELLING =
      Topic.of("kit.telling.v1", SERVICE, TellingEvent.class);
  public static final Topic<OperationsEvent> OPERATIONS =
      Topic.of("kit.operations.v1", SERVICE, OperationsEvent.class);

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  public List<Topic<?>> written() {
    return List.of(TELLING, OPERATIONS);
  }

  @Override
  public Topic<OperationsEvent> operations() {
    return OPERATIONS;
  }
}
