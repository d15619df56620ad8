package crossforce.e2e;

import crossforce.local.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Puts records on their topics a second time, some just told and some long ago, as a producer gone
 * astray would.
 */
final class Redelivery implements Runnable {
  private static final List<String> TOPICS =
      List.of("broker.requests.v1", "registry.assets.v1", "billing.charges.v1");
  private static final int EACH = 40;

  private final Platform platform;
  private final Random random;

  Redelivery(Platform platform, Random random) {
    this.platform = platform;
    this.random = random;
  }

  @Override
  public void run() {
    try (var producer =
        new KafkaProducer<>(
            platform.kafkaClient(Map.of()), new StringSerializer(), new ByteArraySerializer())) {
      for (var topic : TOPICS) {
        for (var record : some(topic)) {
          producer
              .send(
                  new ProducerRecord<>(
                      topic, record.partition(), record.key(), record.value(), record.headers()))
              .get();
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka does not take a record a second time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many records lie on a topic. */
  static long ends(Platform platform, String topic) {
    try (var consumer = consumer(platform)) {
      return consumer.endOffsets(partitions(consumer, topic)).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  private static KafkaConsumer<String, byte[]> consumer(Platform platform) {
    return new KafkaConsumer<>(
        platform.kafkaClient(Map.of()), new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<String, byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(p -> new TopicPartition(topic, p.partition()))
        .toList();
  }

  private List<ConsumerRecord<String, byte[]>> some(String topic) {
    var all = new ArrayList<ConsumerRecord<String, byte[]>>();
    try (var consumer = consumer(platform)) {
      var partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
    }
    return random.ints(EACH, 0, all.size()).mapToObj(all::get).toList();
  }
}
