package crossforce.audit.verification;

import static java.util.stream.Collectors.toMap;

import crossforce.audit.AuditConfig;
import crossforce.audit.log.Originals;
import crossforce.audit.verification.Finding.Kind;
import crossforce.audit.verification.Snapshot.Position;
import crossforce.contract.Topics;
import crossforce.contract.wire.Shard;
import crossforce.kit.events.Rows;
import crossforce.kit.time.MachineTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Nothing that Kafka has is unread: how far the log says it has read is its own word, and whoever
 * cuts the log can cut that, too.
 */
@ApplicationScoped
class UnreadCheck {
  private static final Logger LOG = Logger.getLogger(UnreadCheck.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final List<TopicPartition> ALL =
      Topics.all().stream()
          .flatMap(topic ->
              IntStream.range(0, Shard.COUNT)
                  .mapToObj(number -> new TopicPartition(topic.name(), number)))
          .toList();

  private final Rows rows;
  private final Originals originals;
  private final AuditConfig config;
  private final MachineTime time;

  UnreadCheck(Rows rows, Originals originals, AuditConfig config, MachineTime time) {
    this.rows = rows;
    this.originals = originals;
    this.config = config;
    this.time = time;
  }

  /** Where Kafka ends, once the log has had time to read up to there; empty if it does not tell. */
  Optional<Map<TopicPartition, Long>> ends() {
    try {
      var ends = originals.ends(ALL);
      var asked = time.nanos();
      while (!isRead(ends) && time.nanos() - asked < config.kafkaPatience().toNanos()) {
        Thread.sleep(LOOK_AGAIN);
      }
      return Optional.of(ends);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (KafkaException e) {
      LOG.warnf("Kafka cannot be asked where its topics end: %s", e);
      return Optional.empty();
    }
  }

  private boolean isRead(Map<TopicPartition, Long> ends) {
    var read =
        rows
            .list(
                "select topic, partition, next_offset from event_offsets",
                row ->
                    Map.entry(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3)))
            .stream()
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    return ends.entrySet().stream()
        .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  void run(Optional<Map<TopicPartition, Long>> ends, Snapshot snapshot, Findings findings) {
    ends.ifPresentOrElse(
        known -> compare(known, snapshot, findings),
        () ->
            findings.add(
                Finding.ofLog(
                    Kind.KAFKA_SILENT,
                    "Kafka did not tell in time where its topics end: verify again.")));
  }

  private static void compare(
      Map<TopicPartition, Long> ends, Snapshot snapshot, Findings findings) {
    var positions =
        snapshot.positions().stream()
            .collect(
                toMap(at -> new TopicPartition(at.topic(), at.partition()), Function.identity()));
    ends.forEach((at, end) -> {
      var position = positions.getOrDefault(at, new Position(at.topic(), at.partition(), 0));
      if (position.next() < end) {
        findings.add(
            Finding.ofLog(
                Kind.RECORDS_UNREAD,
                "Kafka has records of %s up to %d; the log has read up to %d."
                    .formatted(at, end, position.next())));
      }
    });
  }
}
