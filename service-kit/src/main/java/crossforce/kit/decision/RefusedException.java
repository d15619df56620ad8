package crossforce.kit.decision;

/**
 * Carries a refusal out of a desk. An answer, not trouble: transactions do not roll back on it and
 * nobody retries.
 */
public final class RefusedException extends RuntimeException {
  private final transient Refusal why;

  public RefusedException(Refusal why) {
    super(why.code() + ": " + why.explanation(), null, false, false);
    this.why = why;
  }

  /** With a detail for this occurrence, such as the field and its bound. */
  public RefusedException(Refusal why, String detail) {
    this(why.saying(detail));
  }

  public Refusal why() {
    return why;
  }
}
