package crossforce.broker.request.model;

import crossforce.contract.TimeSlot;
import crossforce.contract.broker.CallRef;
import java.time.Duration;
import java.time.Instant;

/** One donor asked for one asset. */
public record Call(CallRef ref, Plan plan, CallState state) {
  /**
   * What the asset would do.
   *
   * @param duty the time on the host's ground
   * @param holdUntil the backstop of the registry's hold, after the donor's deadline
   * @param travel one way
   * @param kilometres one way
   */
  public record Plan(TimeSlot duty, Instant holdUntil, Duration travel, int kilometres) {}

  Call become(CallState next) {
    return new Call(ref, plan, next);
  }
}
