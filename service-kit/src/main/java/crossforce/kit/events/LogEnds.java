package crossforce.kit.events;

import crossforce.contract.wire.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka where the logs of our topics end, beside the poll threads. */
@ApplicationScoped
class LogEnds {
  private final Brokers brokers;
  private final Set<String> topics;
  private final Set<TopicPartition> partitions = new HashSet<>();

  LogEnds(Brokers brokers, DeliveryStep step) {
    this.brokers = brokers;
    this.topics = step.topics().stream().map(Topic::name).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether all our topics were there when they were last looked for. */
  synchronized boolean knowsAll() {
    return missing().isEmpty();
  }

  synchronized Map<TopicPartition, Long> now() {
    if (topics.isEmpty()) {
      return Map.of();
    }
    var client = brokers.admin();
    lookForPartitions(client);
    var wanted = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(at -> wanted.put(at, OffsetSpec.latest()));
    var ends = new HashMap<TopicPartition, Long>();
    Brokers.get(
            client.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((at, info) -> ends.put(at, info.offset()));
    return ends;
  }

  /** Topics have all their partitions from birth, so each is looked up until it is there. */
  private void lookForPartitions(Admin client) {
    var missing = missing();
    if (!missing.isEmpty()) {
      Brokers.describe(client, missing)
          .forEach((topic, description) ->
              description
                  .partitions()
                  .forEach(p -> partitions.add(new TopicPartition(topic, p.partition()))));
    }
  }

  private Set<String> missing() {
    var missing = new HashSet<>(topics);
    partitions.forEach(at -> missing.remove(at.topic()));
    return missing;
  }
}
