package crossforce.registry.booking.model;

import crossforce.kit.decision.Refusal;

/** Why nothing becomes of a step of a booking; noted, since the broker's own rules forbid it. */
public enum BookingRefusal implements Refusal {
  BOOKING_UNKNOWN(Kind.NOT_FOUND, "No booking of this id exists, so that it cannot go on."),
  BOOKING_NOT_COMMITTED(
      Kind.CONFLICT, "The asset's time is not promised, so that it cannot set out or come back."),
  ASSET_HAS_SET_OUT(
      Kind.CONFLICT, "The asset has set out; its booking ends when it is back or stood down.");

  private final Kind kind;
  private final String explanation;

  BookingRefusal(Kind kind, String explanation) {
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
