package crossforce.registry;

import crossforce.contract.AssetId;
import crossforce.contract.registry.AvailabilityProjection;
import crossforce.contract.wire.WireJson;
import crossforce.kit.test.TestTopics;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A control room that starts late and reads the compacted topic. */
final class Projection {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Projection() {}

  static AvailabilityProjection await(AssetId asset, Predicate<AvailabilityProjection> wanted) {
    try (var consumer = consumer()) {
      var deadline = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < deadline) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          var latest = WireJson.read(record.value(), AvailabilityProjection.class);
          if (record.key().equals(asset.toString()) && wanted.test(latest)) {
            return latest;
          }
        }
      }
    }
    throw new AssertionError("the projection does not show " + asset);
  }

  private static KafkaConsumer<String, byte[]> consumer() {
    var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                TestTopics.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        consumer.partitionsFor(AvailabilityProjection.TOPIC).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
