package crossforce.registry.force.model;

import crossforce.kit.decision.Refusal;

/** Why the register of forces says no. */
public enum ForceRefusal implements Refusal {
  FORCE_UNKNOWN(
      Kind.NOT_FOUND, "No force of this id is in the register. GET /forces lists those that are."),
  FORCE_ENDS_BEFORE_IT_BEGINS(
      Kind.INVALID,
      "The first day on which a force no longer exists must lie after its first day.");

  private final Kind kind;
  private final String explanation;

  ForceRefusal(Kind kind, String explanation) {
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
}
