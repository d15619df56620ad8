package crossforce.kit.time;

import crossforce.kit.decision.Refusal;

/** Why the platform's clock is not moved. */
public enum ClockRefusal implements Refusal {
  CLOCK_BACKWARDS(
      "Domain time only moves forward, since promises were already judged by it. Ask for a moment"
          + " after the present one."),
  CLOCK_NOT_SHARED(
      "This service was started without the file that the platform's services share their clock"
          + " through. Set crossforce.clock.file for all of them and start again.");

  private final String explanation;

  ClockRefusal(String explanation) {
    this.explanation = explanation;
  }

  @Override
  public Kind kind() {
    return Kind.CONFLICT;
  }

  @Override
  public String explanation() {
    return explanation;
  }
}
