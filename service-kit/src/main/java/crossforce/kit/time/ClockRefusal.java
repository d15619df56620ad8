package crossforce.kit.time;

import crossforce.kit.decision.Refusal;

/** Why the platform's clock is not moved. */
public enum ClockRefusal implements Refusal {
  CLOCK_BACKWARDS(
      Kind.CONFLICT,
      "Domain time only moves forward, since promises were already judged by it. Ask for a moment"
          + " after the present one."),
  CLOCK_TOO_FAR(
      Kind.INVALID,
      "Domain time lies at most ten years ahead of the machine's, since it never comes back. Ask"
          + " for an earlier moment."),
  CLOCK_NOT_SHARED(
      Kind.CONFLICT,
      "This service was started without the file that the platform's services share their clock"
          + " through. Set crossforce.clock.file for all of them and start again.");

  private final Kind kind;
  private final String explanation;

  ClockRefusal(Kind kind, String explanation) {
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
