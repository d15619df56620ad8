package crossforce.kit.events;

import java.util.concurrent.ThreadLocalRandom;

/** When to try again after trouble: from a tenth of a second, doubling, to ten seconds. */
public final class Backoff {
  private static final long SHORTEST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 10_000;

  private int failures;

  /** Notes a failure; a little chance keeps those who failed together from coming back together. */
  public long nextMillis() {
    var doubled = Math.min(LONGEST_MILLIS, SHORTEST_MILLIS << Math.min(failures, 16));
    failures++;
    return doubled - ThreadLocalRandom.current().nextLong(doubled / 4 + 1);
  }

  public void calm() {
    failures = 0;
  }
}
