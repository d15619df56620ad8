package crossforce.kit.events;

import crossforce.kit.events.Positions.Position;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Where to begin with a partition: where the database says, if the log still holds it. */
final class Beginnings {
  private static final Duration LOOKUP = Duration.ofSeconds(5);

  private final Brokers brokers;
  private final Positions positions;

  Beginnings(Brokers brokers, Positions positions) {
    this.brokers = brokers;
    this.positions = positions;
  }

  /** The answer for one partition. */
  sealed interface Beginning {
    /** Read on from there. */
    record At(long next, Optional<Integer> leaderEpoch) implements Beginning {}

    /** The log is not the one that was read: somebody must look. */
    record Nowhere(String why) implements Beginning {}
  }

  /** What the log holds of a partition. */
  private record Logged(String topicId, long first, long end) {}

  /** For each partition whose topic is there; the others may come later. */
  Map<TopicPartition, Beginning> find(
      KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    var logs = logged(consumer, partitions);
    var stored = stored(logs);
    var found = new HashMap<TopicPartition, Beginning>();
    logs.forEach((at, log) ->
        Optional.ofNullable(stored.get(at))
            .ifPresent(position -> found.put(at, judge(position, log))));
    return found;
  }

  /** New ones begin with their log; another instance may have begun them first, and gone on. */
  private Map<TopicPartition, Position> stored(Map<TopicPartition, Logged> logs) {
    var stored = positions.all();
    if (stored.keySet().containsAll(logs.keySet())) {
      return stored;
    }
    logs.forEach((at, log) -> {
      if (!stored.containsKey(at)) {
        positions.begin(at, log.first(), log.topicId());
      }
    });
    return positions.all();
  }

  private static Beginning judge(Position position, Logged log) {
    if (!position.topicId().equals(log.topicId())) {
      return new Beginning.Nowhere(
          "the topic is not the one read before: it was deleted and made anew");
    }
    if (position.next() > log.end()) {
      return new Beginning.Nowhere("its log ends at %d, before what was read".formatted(log.end()));
    }
    if (position.next() < log.first()) {
      return new Beginning.Nowhere(
          "its log begins at %d, after what was read".formatted(log.first()));
    }
    return new Beginning.At(position.next(), position.leaderEpoch());
  }

  private Map<TopicPartition, Logged> logged(
      KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    var topics = partitions.stream().map(TopicPartition::topic).distinct().toList();
    var descriptions = Brokers.describe(brokers.admin(), topics);
    var first = consumer.beginningOffsets(partitions, LOOKUP);
    var all = new HashMap<TopicPartition, Logged>();
    consumer
        .endOffsets(partitions, LOOKUP)
        .forEach((at, end) -> {
          var description = descriptions.get(at.topic());
          var begin = first.get(at);
          if (description != null && begin != null) {
            all.put(at, new Logged(description.topicId().toString(), begin, end));
          }
        });
    return all;
  }
}
