package crossforce.kit.outbox;

import crossforce.kit.decision.Refusal;
import crossforce.kit.http.ProblemCatalogue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Gives the refusals of the outbox their pages. */
@ApplicationScoped
class OutboxProblems implements ProblemCatalogue {
  @Override
  public List<? extends Refusal> refusals() {
    return List.of(OutboxRefusal.values());
  }
}
