package crossforce.kit.events;

import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Parking.Counts;
import crossforce.kit.time.Settling;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the service is behind its topics, as Kafka and the database tell it: for all its
 * instances together, and also when a poll thread stands still.
 */
@ApplicationScoped
public class LoopState implements Settling {
  private final EventsConfig config;
  private final EventLoop loop;
  private final LogEnds logEnds;
  private final Positions positions;
  private final Parking parking;
  private volatile Figures figures = new Figures(Map.of(), Counts.NONE);
  private volatile Optional<Map<TopicPartition, Long>> endsAtStart = Optional.empty();
  private volatile boolean caughtUp;

  LoopState(
      EventsConfig config, EventLoop loop, LogEnds logEnds, Positions positions, Parking parking) {
    this.config = config;
    this.loop = loop;
    this.logEnds = logEnds;
    this.positions = positions;
    this.parking = parking;
  }

  /** What was counted last. */
  record Figures(Map<String, Long> lagByTopic, Counts counts) {
    long lag() {
      return lagByTopic.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Counts anew. */
  Figures measure() {
    var ends = logEnds.now();
    var stored = positions.all();
    var lag = new HashMap<String, Long>();
    // A partition read beyond its end, as when its topic was made anew, must not outweigh another.
    ends.forEach(
        (at, end) -> lag.merge(at.topic(), Math.max(0, end - next(stored, at)), Long::sum));
    if (endsAtStart.isEmpty() && logEnds.knowsAll()) {
      endsAtStart = Optional.of(ends);
    }
    caughtUp |= endsAtStart.filter(all -> areBehind(all, stored)).isPresent();
    return figures = new Figures(lag, parking.count(config.tooEarlyAlarm()));
  }

  private static boolean areBehind(
      Map<TopicPartition, Long> ends, Map<TopicPartition, Positions.Position> stored) {
    return ends.entrySet().stream().allMatch(end -> next(stored, end.getKey()) >= end.getValue());
  }

  private static long next(Map<TopicPartition, Positions.Position> stored, TopicPartition at) {
    var position = stored.get(at);
    return position == null ? 0 : position.next();
  }

  Figures figures() {
    return figures;
  }

  /**
   * Whether everything that was on the topics when the service started has been taken; not before
   * all of them are there.
   */
  boolean hasCaughtUp() {
    return caughtUp;
  }

  boolean standsStill() {
    return loop.standsStill();
  }

  Map<TopicPartition, String> stopped() {
    return loop.stopped();
  }

  /** Whether all that was told so far about this key has been taken, asked just now. */
  public boolean hasTakenAllAbout(Topic<?> topic, String key) {
    var at = new TopicPartition(topic.name(), Shard.of(key).number());
    return !config.enabled() || next(positions.all(), at) >= logEnds.now().getOrDefault(at, 0L);
  }

  /** Whether every event told so far has been taken, asked of Kafka and the database just now. */
  @Override
  public boolean settled() {
    return !config.enabled() || (measure().lag() == 0 && !loop.isBusy());
  }
}
