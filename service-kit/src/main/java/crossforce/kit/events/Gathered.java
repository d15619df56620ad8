package crossforce.kit.events;

import crossforce.kit.events.DeliveryStep.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What is to be taken now, by partition: what was put off before, and what a poll has brought. */
final class Gathered {
  private static final long LONGEST_PUT_OFF_MILLIS = 250;

  private final int together;
  private final Map<Share, List<Received>> left = new LinkedHashMap<>();

  /**
   * @param together how many records one transaction takes at most
   */
  Gathered(int together) {
    this.together = together;
  }

  void add(Share share, List<Received> polled) {
    var received = new ArrayList<>(share.takePutOff());
    received.addAll(polled);
    if (!received.isEmpty()) {
      left.put(share, received);
    }
  }

  boolean isEmpty() {
    return left.isEmpty();
  }

  /**
   * Puts it off when it is little and all of it is only passed over: that costs a transaction, too,
   * and waits for company.
   */
  boolean putOff(Predicate<Received> isPassedOver, long now) {
    var longAgo = now - LONGEST_PUT_OFF_MILLIS;
    var count = left.values().stream().mapToInt(List::size).sum();
    var mayWait =
        count < together
            && left.keySet().stream().noneMatch(share -> share.hasPutOffBefore(longAgo))
            && left.values().stream().flatMap(List::stream).allMatch(isPassedOver);
    if (mayWait) {
      left.forEach((share, received) -> share.putOff(received, now));
      left.clear();
    }
    return mayWait;
  }

  /** Takes out what goes into the next transaction. */
  Map<Share, Part> next() {
    var next = new LinkedHashMap<Share, Part>();
    var room = together;
    while (room > 0 && !left.isEmpty()) {
      var first = left.entrySet().iterator().next();
      var share = first.getKey();
      var received = first.getValue();
      var count = Math.min(room, received.size());
      next.put(share, new Part(share.partition(), share.held(), received.subList(0, count)));
      room -= count;
      if (count == received.size()) {
        left.remove(share);
      } else {
        first.setValue(received.subList(count, received.size()));
      }
    }
    return next;
  }

  /** What came after trouble on the same partition is read again. */
  void dropWhatStands() {
    left.keySet().removeIf(share -> !share.isRunning());
  }

  /** The partitions of which something is left. */
  Set<Share> shares() {
    return left.keySet();
  }
}
