package crossforce.registry.capability.model;

import crossforce.kit.decision.Refusal;

/** Why the catalogue says no. */
public enum CapabilityRefusal implements Refusal {
  CAPABILITY_UNKNOWN(
      Kind.NOT_FOUND,
      "The national catalogue has no such capability. GET /capabilities lists all."),
  NOTICE_TO_MOVE_OUT_OF_BOUNDS(
      Kind.INVALID, "A notice to move is an ISO 8601 duration from PT0S to P7D, such as PT30M.");

  private final Kind kind;
  private final String explanation;

  CapabilityRefusal(Kind kind, String explanation) {
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
