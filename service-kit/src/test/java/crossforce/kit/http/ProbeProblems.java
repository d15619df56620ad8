package crossforce.kit.http;

import crossforce.kit.decision.Refusal;
import crossforce.kit.http.ProbeResource.ProbeRefusal;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
class ProbeProblems implements ProblemCatalogue {
  @Override
  public List<? extends Refusal> refusals() {
    return List.of(ProbeRefusal.values());
  }
}
