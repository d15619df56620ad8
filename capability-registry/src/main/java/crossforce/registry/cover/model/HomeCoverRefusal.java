package crossforce.registry.cover.model;

import crossforce.kit.decision.Refusal;

/** Why a home cover is not set. */
public enum HomeCoverRefusal implements Refusal {
  HOME_COVER_OUT_OF_BOUNDS(
      Kind.INVALID, "Home cover is a number of assets from 0 to 1000. Send a whole number in it."),
  HOME_COVER_CAPABILITY_UNKNOWN(
      Kind.INVALID, "The national catalogue has no such capability. GET /capabilities lists all.");

  private final Kind kind;
  private final String explanation;

  HomeCoverRefusal(Kind kind, String explanation) {
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
