package crossforce.kit.time;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The machine's own time, which nobody moves: for leases, back-off, gaps, heartbeats and the expiry
 * of tokens. Everything of the domain asks the {@link java.time.Clock} bean instead.
 */
@Singleton
public class MachineTime {
  public Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  /** For measuring spans only: nanoseconds since an arbitrary moment. */
  public long nanos() {
    return System.nanoTime();
  }
}
