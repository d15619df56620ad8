package crossforce.registry.booking.model;

import crossforce.kit.decision.Refusal;

/** Why an unavailability is not recorded or ended; never because of what is promised. */
public enum UnavailabilityRefusal implements Refusal {
  UNAVAILABILITY_UNKNOWN(Kind.NOT_FOUND, "The asset has no unavailability of this id."),
  UNAVAILABILITY_REVERSED(
      Kind.INVALID, "An unavailability must end after it begins: send from before until."),
  UNAVAILABILITY_OVER(
      Kind.INVALID, "The time lies in the past. Record one that ends in the future."),
  UNAVAILABILITY_TOO_LONG(
      Kind.INVALID, "An unavailability lasts at most 366 days. Withdraw the asset instead."),
  UNAVAILABILITY_RECORDED_OTHERWISE(
      Kind.CONFLICT, "This id was used for another time or reason. Send a new id."),
  ASSET_NOT_LENT(Kind.CONFLICT, "The asset is withdrawn, and so is not lent at any time.");

  private final Kind kind;
  private final String explanation;

  UnavailabilityRefusal(Kind kind, String explanation) {
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
