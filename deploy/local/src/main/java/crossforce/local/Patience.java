package crossforce.local;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition of another process, on machine time. */
final class Patience {
  private static final long STEP_MILLIS = 100;

  private Patience() {}

  /** Whether the condition came true in time. */
  static boolean until(Duration limit, BooleanSupplier condition) {
    var end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) return false;
      try {
        Thread.sleep(STEP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new PlatformTrouble("Interrupted while waiting.", e);
      }
    }
    return true;
  }
}
