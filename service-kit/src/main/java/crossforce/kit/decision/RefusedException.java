package crossforce.kit.decision;

import crossforce.kit.decision.Refusal.Said;
import java.util.Optional;

/**
 * Carries a refusal out of a desk. An answer, not trouble: transactions do not roll back on it and
 * nobody retries.
 */
public final class RefusedException extends RuntimeException {
  private final transient Refusal why;
  private final transient Optional<String> detail;

  public RefusedException(Refusal why) {
    this(
        why instanceof Said said ? said.why() : why,
        why instanceof Said said ? Optional.of(said.explanation()) : Optional.empty());
  }

  /** With a detail for this occurrence, such as the field and its bound. */
  public RefusedException(Refusal why, String detail) {
    this(why, Optional.of(detail));
  }

  private RefusedException(Refusal why, Optional<String> detail) {
    super(why.code() + detail.map(d -> ": " + d).orElse(""), null, false, false);
    this.why = why;
    this.detail = detail;
  }

  public Refusal why() {
    return why;
  }

  public Optional<String> detail() {
    return detail;
  }
}
