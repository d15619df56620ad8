package crossforce.broker;

import crossforce.broker.request.model.RequestRefusal;
import crossforce.kit.decision.Refusal;
import crossforce.kit.http.ProblemCatalogue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Gives every refusal of the broker its page. */
@ApplicationScoped
class BrokerProblems implements ProblemCatalogue {
  @Override
  public List<? extends Refusal> refusals() {
    return List.of(RequestRefusal.values());
  }
}
