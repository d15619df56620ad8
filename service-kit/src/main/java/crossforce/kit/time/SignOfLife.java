package crossforce.kit.time;

import java.time.Duration;

/**
 * When a thread that is never to end last came round, so that one that hangs, has ended or fails
 * whenever it begins is seen.
 */
public final class SignOfLife {
  /** What is said of a thread that gives none. */
  public static final String MISSING = "has not come round for a minute; its log says why";

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final MachineTime machine;
  private volatile long givenAt;

  public SignOfLife(MachineTime machine) {
    this.machine = machine;
    give();
  }

  /** To be called by the thread whenever it comes round. */
  public void give() {
    givenAt = machine.nanos();
  }

  public boolean isMissing() {
    return machine.nanos() - givenAt > LONGEST.toNanos();
  }
}
