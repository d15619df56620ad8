package crossforce.audit;

import crossforce.kit.decision.Refusal;
import crossforce.kit.http.ProblemCatalogue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What the audit says no to. */
public enum AuditRefusal implements Refusal {
  NO_SUCH_LEAF(
      Kind.NOT_FOUND,
      "The log has no leaf of this index, or had none at the size asked for. Indexes begin at 0;"
          + " GET /log tells the present size."),
  SIZE_OUT_OF_RANGE(
      Kind.INVALID,
      "A proof is made between sizes that the log has had: at least 1, at most the present size,"
          + " the earlier not above the later."),
  LEAVES_OUT_OF_RANGE(
      Kind.INVALID,
      "Leaves are told from an index at or above 0, between 1 and 1000 at a time. Go on from the"
          + " index after the last."),
  VERIFICATION_RUNNING(
      Kind.CONFLICT,
      "A verification reads the whole log, so one runs at a time. Ask again when it has ended.");

  private final Kind kind;
  private final String explanation;

  AuditRefusal(Kind kind, String explanation) {
    this.kind = kind;
    this.explanation = explanation;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String explanation() {
    return explanation;
  }

  /** Gives each its page. */
  @ApplicationScoped
  static class Catalogue implements ProblemCatalogue {
    @Override
    public List<? extends Refusal> refusals() {
      return List.of(values());
    }
  }
}
