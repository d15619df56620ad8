package crossforce.audit;

import crossforce.contract.wire.Topic;
import crossforce.kit.outbox.ServiceTopics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The audit tells no events of its own: it listens. */
@ApplicationScoped
class AuditTopics implements ServiceTopics {
  @Override
  public String service() {
    return "audit-service";
  }

  @Override
  public List<Topic<?>> written() {
    return List.of();
  }
}
