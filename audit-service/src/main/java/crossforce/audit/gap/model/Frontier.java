package crossforce.audit.gap.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a producer's shard has told its numbered events, and which of them are missing.
 *
 * <p>A shard's numbers run across its service's topics, and topics are read side by side, so a
 * number that comes a moment late is nothing: a gap leaves a trace only if it outlived its grace.
 *
 * @param highest the highest number that came; 0 before the first
 * @param gaps the open ones and, after {@link #told}, the alarmed ones that this closed; in order
 */
public record Frontier(long highest, List<Gap> gaps) {
  public static final Frontier NOTHING_TOLD = new Frontier(0, List.of());

  public Frontier {
    gaps = List.copyOf(gaps);
  }

  /** Up to and with this number, every one came. */
  public long complete() {
    return gaps.stream()
        .filter(Gap::isOpen)
        .findFirst()
        .map(gap -> gap.first() - 1)
        .orElse(highest);
  }

  public Frontier told(long number, Instant now) {
    if (number > highest) {
      var after = new ArrayList<>(gaps);
      if (number > highest + 1) {
        after.add(Gap.opened(highest + 1, number - 1, now));
      }
      return new Frontier(number, after);
    }
    if (gaps.stream().noneMatch(gap -> gap.misses(number))) {
      return this; // Told before.
    }
    var after = new ArrayList<Gap>();
    for (var gap : gaps) {
      if (gap.misses(number)) {
        close(number, gap, now, after);
      } else {
        after.add(gap);
      }
    }
    return new Frontier(highest, after);
  }

  private static void close(long number, Gap gap, Instant now, List<Gap> after) {
    if (gap.first() < number) {
      after.add(gap.part(gap.first(), number - 1));
    }
    if (gap.alarmedAt().isPresent()) {
      after.add(gap.part(number, number).closed(now));
    }
    if (number < gap.last()) {
      after.add(gap.part(number + 1, gap.last()));
    }
  }
}
