package crossforce.audit.log;

import crossforce.audit.AuditConfig;
import crossforce.audit.log.Arrival.Place;
import crossforce.kit.time.MachineTime;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/** Asks Kafka itself what lies on the topics: the log's own memory is what is doubted. */
@ApplicationScoped
public class Originals {
  /** At how many places Kafka is asked at once. */
  public static final int MOST = 200;

  private static final Logger LOG = Logger.getLogger(Originals.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> common;
  private final AuditConfig config;
  private final MachineTime time;

  Originals(
      @Identifier("default-kafka-broker") Map<String, Object> common,
      AuditConfig config,
      MachineTime time) {
    this.common = common;
    this.config = config;
    this.time = time;
  }

  /** What lies at the first {@link #MOST} of these places, as far as Kafka can tell in time. */
  public Map<Place, Arrival> at(List<Place> places) {
    var found = new HashMap<Place, Arrival>();
    if (places.isEmpty()) {
      return found;
    }
    var until = time.nanos() + config.kafkaPatience().toNanos();
    try (var consumer = consumer()) {
      for (var place : places.subList(0, Math.min(MOST, places.size()))) {
        read(consumer, place, until, found);
      }
    } catch (KafkaException e) {
      LOG.warnf("Kafka cannot be asked for what the log lacks: %s", e);
    }
    return found;
  }

  /** The places that Kafka still has: what it was told to forget cannot be asked of the log. */
  public List<Place> stillThere(List<Place> places) {
    if (places.isEmpty()) {
      return places;
    }
    try (var consumer = consumer()) {
      var partitions = places.stream().map(Originals::partition).distinct().toList();
      var begin = consumer.beginningOffsets(partitions, config.kafkaPatience());
      return places.stream()
          .filter(place -> place.offset() >= begin.getOrDefault(partition(place), 0L))
          .toList();
    } catch (KafkaException e) {
      LOG.warnf("Kafka cannot be asked where its topics begin: %s", e);
      return places;
    }
  }

  /**
   * Where these partitions end now.
   *
   * @throws KafkaException when Kafka cannot be asked
   */
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    try (var consumer = consumer()) {
      return consumer.endOffsets(partitions, config.kafkaPatience());
    }
  }

  private void read(
      KafkaConsumer<byte[], byte[]> consumer, Place place, long until, Map<Place, Arrival> found) {
    var at = partition(place);
    consumer.assign(List.of(at));
    consumer.seek(at, place.offset());
    while (time.nanos() < until) {
      var records = new ArrayList<>(consumer.poll(POLL).records(at));
      if (!records.isEmpty()) {
        if (records.getFirst().offset() == place.offset()) {
          found.put(place, Arrival.of(records.getFirst()));
        }
        return;
      }
    }
  }

  private static TopicPartition partition(Place place) {
    return new TopicPartition(place.topic(), place.partition());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    var settings = new HashMap<>(common);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) config.kafkaPatience().toMillis());
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
