package crossforce.kit.test;

import crossforce.kit.time.MachineTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A machine's time that leaps ahead, so that nobody waits a minute to see what then happens. */
public final class LeapingTime extends MachineTime {
  private final AtomicLong ahead = new AtomicLong();

  @Override
  public long nanos() {
    return super.nanos() + ahead.get();
  }

  public void leap(Duration span) {
    ahead.addAndGet(span.toNanos());
  }
}
