package crossforce.kit.events;

import crossforce.kit.decision.Refusal;

/** Why an operator's act on parked or quarantined events is not done. */
public enum ParkingRefusal implements Refusal {
  KEY_NOT_PARKED(
      Kind.NOT_FOUND,
      "No events of this topic and key are parked here: they were replayed, discarded, or never"
          + " failed. List the parked keys to see those that are."),
  EVENT_NOT_PARKED(
      Kind.INVALID,
      "One of the named events is not parked under this key. Look at the key again and name only"
          + " events that it lists, or none to discard all."),
  RECORD_NOT_QUARANTINED(
      Kind.NOT_FOUND,
      "No record of this topic, partition and offset is quarantined here: it was replayed,"
          + " discarded, or never unreadable. List the quarantine to see those that are."),
  NOTHING_DISCARDED_HERE(
      Kind.CONFLICT,
      "This service keeps the record of what others did and may give up none of it. Mend what"
          + " stands in the way, and replay.");

  private final Kind kind;
  private final String explanation;

  ParkingRefusal(Kind kind, String explanation) {
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
