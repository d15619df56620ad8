package crossforce.kit.http;

import crossforce.kit.decision.Refusal;
import java.util.List;

/**
 * The refusals of a service, or of one of its features: a CDI bean, so that each has a page under
 * {@code /problems}.
 */
public interface ProblemCatalogue {
  List<? extends Refusal> refusals();
}
