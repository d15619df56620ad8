package crossforce.kit.time;

import java.time.Instant;
import java.util.Optional;

/**
 * A part of the service that works by itself, such as the relay, the event loop or the deadlines: a
 * CDI bean, asked so that whoever moves the clock knows when to move it on.
 */
public interface Settling {
  /** The earliest domain time at which this part will act by itself, when it knows one. */
  default Optional<Instant> nextDeadline() {
    return Optional.empty();
  }

  /** Whether nothing is left to do at the present domain time. */
  boolean settled();
}
