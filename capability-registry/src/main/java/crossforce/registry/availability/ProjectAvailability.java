package crossforce.registry.availability;

import crossforce.contract.Topics;
import crossforce.contract.registry.AssetEvent.AvailabilityChanged;
import crossforce.contract.registry.AvailabilityProjection;
import crossforce.contract.wire.EventTypes;
import crossforce.contract.wire.WireJson;
import crossforce.kit.outbox.EnvelopeHeaders;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Keeps the compacted topic of latest availabilities for control rooms that start late. It copies
 * from our own topic, from Kafka to Kafka in Kafka's transactions and beside the event loop: an
 * instance that was stopped and goes on cannot put an old state over a newer one, because its
 * transaction is fenced.
 */
@ApplicationScoped
class ProjectAvailability {
  private static final Logger LOG = Logger.getLogger(ProjectAvailability.class);
  private static final String NAME = Topics.REGISTRY + "-availability";
  private static final String CHANGED = EventTypes.nameOf(AvailabilityChanged.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int MANY_BYTES = 256 * 1024;
  private static final int LONGEST_GATHERING_MILLIS = 250;
  private static final long BEFORE_NEXT_TRY_SECONDS = 2;

  private final Map<String, Object> kafka;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "availability-projection");
  private volatile Optional<String> trouble = Optional.empty();

  ProjectAvailability(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  void onStart(@Observes StartupEvent event) {
    thread.setDaemon(true);
    thread.start();
  }

  void onStop(@Observes ShutdownEvent event) {
    stop.countDown();
    try {
      thread.join(POLL.multipliedBy(4));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What keeps control rooms from learning of changes just now. */
  Optional<String> trouble() {
    return trouble;
  }

  @SuppressWarnings("CatchingUnchecked") // Nothing may end this thread while the service lives.
  private void run() {
    while (stop.getCount() > 0) {
      try (var consumer = consumer();
          var producer = producer()) {
        producer.initTransactions();
        consumer.subscribe(List.of(Topics.ASSETS.name()));
        while (stop.getCount() > 0) {
          var records = consumer.poll(POLL);
          if (!records.isEmpty()) {
            copy(records, consumer, producer);
          }
          trouble = Optional.empty();
        }
      } catch (Throwable e) {
        // Fenced, or the broker is away: what was not committed is copied again from the start of
        // the last commit, by us or by whoever has taken over.
        trouble = Optional.of(e.toString());
        LOG.warnf("the projection of availability starts again: %s", e.toString());
        pause();
      }
    }
  }

  private static void copy(
      ConsumerRecords<String, byte[]> records,
      KafkaConsumer<String, byte[]> consumer,
      KafkaProducer<String, byte[]> producer) {
    producer.beginTransaction();
    for (var record : records) {
      try {
        latest(record).ifPresent(producer::send);
      } catch (IllegalArgumentException e) {
        // The event loop quarantines it; here it must not stand in the way of what follows.
        LOG.warnf(
            "not an availability at %s-%d@%d: %s",
            record.topic(), record.partition(), record.offset(), e.getMessage());
      }
    }
    producer.sendOffsetsToTransaction(records.nextOffsets(), consumer.groupMetadata());
    producer.commitTransaction();
  }

  /** The same key in the same partition, so that the latest of a key stays the latest. */
  private static Optional<ProducerRecord<String, byte[]>> latest(
      ConsumerRecord<String, byte[]> record) {
    var attributes = EnvelopeHeaders.attributes(record.headers());
    if (!CHANGED.equals(attributes.get("type"))) {
      return Optional.empty();
    }
    var sequence = Long.parseLong(attributes.getOrDefault("sequence", "0"));
    return Topics.ASSETS
        .read(CHANGED, record.value())
        .map(event ->
            new ProducerRecord<>(
                AvailabilityProjection.TOPIC,
                record.partition(),
                record.key(),
                WireJson.bytes(projected((AvailabilityChanged) event, sequence))));
  }

  private static AvailabilityProjection projected(AvailabilityChanged event, long sequence) {
    return new AvailabilityProjection(
        event.assetId(),
        event.owner(),
        event.capability(),
        event.availability(),
        event.asOf(),
        event.until(),
        sequence);
  }

  private KafkaConsumer<String, byte[]> consumer() {
    var settings = new HashMap<>(kafka);
    settings.put("group.id", NAME);
    settings.put("client.id", NAME + "-" + UUID.randomUUID());
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", "earliest");
    // Many changes a transaction: each costs Kafka more than the changes do.
    settings.put("fetch.min.bytes", MANY_BYTES);
    settings.put("fetch.max.wait.ms", LONGEST_GATHERING_MILLIS);
    settings.put("allow.auto.create.topics", false);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private KafkaProducer<String, byte[]> producer() {
    var settings = new HashMap<>(kafka);
    settings.put("client.id", NAME + "-" + UUID.randomUUID());
    settings.put("transactional.id", NAME + "-" + UUID.randomUUID());
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  private void pause() {
    try {
      stop.await(BEFORE_NEXT_TRY_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
