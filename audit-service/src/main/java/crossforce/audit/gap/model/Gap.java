package crossforce.audit.gap.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Numbers of a producer's shard that have not come although later ones have. It opens on the spot,
 * raises an alarm when the grace time is over, and stays visible once it has.
 *
 * @param first the first missing number
 * @param last the last missing number
 */
public record Gap(
    long first,
    long last,
    Instant openedAt,
    Optional<Instant> alarmedAt,
    Optional<Instant> closedAt) {
  public Gap {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("no gap: " + first + ".." + last);
    }
  }

  static Gap opened(long first, long last, Instant at) {
    return new Gap(first, last, at, Optional.empty(), Optional.empty());
  }

  public boolean isOpen() {
    return closedAt.isEmpty();
  }

  boolean misses(long number) {
    return isOpen() && first <= number && number <= last;
  }

  Gap part(long from, long until) {
    return new Gap(from, until, openedAt, alarmedAt, closedAt);
  }

  Gap closed(Instant at) {
    return new Gap(first, last, openedAt, alarmedAt, Optional.of(at));
  }
}
