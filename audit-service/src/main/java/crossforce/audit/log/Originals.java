package crossforce.audit.log;

import crossforce.audit.AuditConfig;
import crossforce.audit.log.Arrival.Place;
import crossforce.kit.time.MachineTime;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/** Asks Kafka itself what lies on the topics: the log's own memory is what is doubted. */
@ApplicationScoped
public class Originals {
  /** At how many places Kafka is asked at once. */
  public static final int MOST = 200;

  private static final Logger LOG = Logger.getLogger(Originals.class);

  /** So many records are read sooner than gone past. */
  private static final int NEAR = 500;

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

  /** What Kafka says of a place. */
  public sealed interface Answer {
    /** This lies there. */
    record Found(Arrival arrival) implements Answer {}

    /** Nothing lies there. */
    record Nothing() implements Answer {}

    /** What lay there is older than all that the topic keeps. */
    record Forgotten() implements Answer {}

    /** Kafka did not say in time. */
    record Silence() implements Answer {}
  }

  /** What Kafka says of the first {@link #MOST} of these places. */
  public Map<Place, Answer> at(Collection<Place> places) {
    var answers = new LinkedHashMap<Place, Answer>();
    places.stream().limit(MOST).forEach(place -> answers.put(place, new Answer.Silence()));
    if (answers.isEmpty()) {
      return answers;
    }
    try (var consumer = consumer()) {
      new Reading(answers).run(consumer);
    } catch (KafkaException e) {
      LOG.warnf("Kafka cannot be asked for what the log lacks: %s", e);
    }
    return answers;
  }

  /** Of {@link #at}, the records that were found. */
  public Map<Place, Arrival> found(Collection<Place> places) {
    var found = new LinkedHashMap<Place, Arrival>();
    at(places)
        .forEach((place, answer) -> {
          if (answer instanceof Answer.Found(var arrival)) {
            found.put(place, arrival);
          }
        });
    return found;
  }

  /** The places that Kafka still has: what it was told to forget cannot be asked of the log. */
  public List<Place> stillThere(List<Place> places) {
    if (places.isEmpty()) {
      return places;
    }
    try (var consumer = consumer()) {
      var begin =
          consumer.beginningOffsets(places.stream().map(Originals::partition).distinct().toList());
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
      var ends = consumer.endOffsets(partitions);
      partitions.forEach(at -> told(ends, at));
      return ends;
    }
  }

  /** One pass over each partition, from the first place that is asked for to the last. */
  private final class Reading {
    private final Map<Place, Answer> answers;
    private final Map<TopicPartition, TreeSet<Long>> open = new HashMap<>();

    Reading(Map<Place, Answer> answers) {
      this.answers = answers;
      answers
          .keySet()
          .forEach(place ->
              open.computeIfAbsent(partition(place), at -> new TreeSet<>()).add(place.offset()));
    }

    void run(KafkaConsumer<byte[], byte[]> consumer) {
      var begin = consumer.beginningOffsets(open.keySet());
      var end = consumer.endOffsets(open.keySet());
      for (var at : List.copyOf(open.keySet())) {
        answerBefore(at, told(begin, at), new Answer.Forgotten());
        answerFrom(at, told(end, at));
      }
      open.values().removeIf(Set::isEmpty);
      consumer.assign(open.keySet());
      open.forEach((at, offsets) -> consumer.seek(at, offsets.first()));
      var heard = time.nanos();
      while (!open.isEmpty() && time.nanos() - heard < config.kafkaPatience().toNanos()) {
        var records = consumer.poll(POLL);
        records.forEach(this::answer);
        heard = records.isEmpty() ? heard : time.nanos();
        if (open.values().removeIf(Set::isEmpty)) {
          consumer.assign(open.keySet());
        }
        records.partitions().stream().filter(open::containsKey).forEach(at -> skip(consumer, at));
      }
    }

    private SortedSet<Long> offsets(TopicPartition at) {
      return open.getOrDefault(at, new TreeSet<>());
    }

    private void answer(ConsumerRecord<byte[], byte[]> record) {
      var at = new TopicPartition(record.topic(), record.partition());
      answerBefore(at, record.offset(), new Answer.Nothing());
      if (offsets(at).remove(record.offset())) {
        var arrival = Arrival.of(record);
        answers.put(arrival.place(), new Answer.Found(arrival));
      }
    }

    private void answerBefore(TopicPartition at, long offset, Answer answer) {
      answer(at, offsets(at).headSet(offset), answer);
    }

    private void answerFrom(TopicPartition at, long end) {
      answer(at, offsets(at).tailSet(end), new Answer.Nothing());
    }

    private void answer(TopicPartition at, SortedSet<Long> offsets, Answer answer) {
      offsets.forEach(offset -> answers.put(new Place(at.topic(), at.partition(), offset), answer));
      offsets.clear();
    }

    /** What lies far ahead is gone to; what is near is cheaper to read up to. */
    private void skip(KafkaConsumer<byte[], byte[]> consumer, TopicPartition at) {
      var next = offsets(at).first();
      if (next > consumer.position(at) + NEAR) {
        consumer.seek(at, next);
      }
    }
  }

  private static long told(Map<TopicPartition, Long> offsets, TopicPartition at) {
    var offset = offsets.get(at);
    if (offset == null) {
      throw new TimeoutException("Kafka did not tell how far " + at + " reaches");
    }
    return offset;
  }

  private static TopicPartition partition(Place place) {
    return new TopicPartition(place.topic(), place.partition());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    var settings = new HashMap<>(common);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) config.kafkaPatience().toMillis());
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
