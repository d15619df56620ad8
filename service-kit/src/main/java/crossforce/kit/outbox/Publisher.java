package crossforce.kit.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends rows to Kafka and waits until it has them. After any failure it is closed and another one
 * made: what this one had buffered is forgotten, so only a contiguous run can be repeated.
 */
final class Publisher implements AutoCloseable {
  private static final Duration BEAT = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final KafkaProducer<String, byte[]> producer;

  /** Keeps the owner's session alive while Kafka takes its time; throws when it is lost. */
  @FunctionalInterface
  interface Pulse {
    void beat() throws Exception;
  }

  /**
   * @param connection how to reach Kafka
   * @param mostSilence how long sending may keep the pulse from beating
   */
  Publisher(Map<String, Object> connection, String service, Duration mostSilence) {
    var settings = new HashMap<>(connection);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, service + "-outbox");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
    settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, mostSilence.toMillis());
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    this.producer = new KafkaProducer<>(settings);
  }

  /** Returns when Kafka has acknowledged every row. */
  void publish(List<Row> rows, Pulse pulse) throws Exception {
    var failure = new AtomicReference<Exception>();
    var open = new CountDownLatch(rows.size());
    for (var row : rows) {
      producer.send(
          recordOf(row),
          (_, e) -> {
            if (e != null) {
              failure.compareAndSet(null, e);
            }
            open.countDown();
          });
    }
    var left = rows.size();
    for (var beats = 0; !open.await(BEAT.toMillis(), TimeUnit.MILLISECONDS); beats++) {
      pulse.beat();
      if (open.getCount() < left) {
        left = (int) open.getCount();
        beats = 0;
      } else if (beats >= PATIENCE.dividedBy(BEAT)) {
        // The producer itself never gives up, and would not say so if its thread had died.
        throw new TimeoutException("Kafka has acknowledged nothing for " + PATIENCE);
      }
    }
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  private static ProducerRecord<String, byte[]> recordOf(Row row) {
    return new ProducerRecord<>(
        row.topic(),
        row.shard().number(),
        row.subject(),
        row.data(),
        EnvelopeHeaders.of(row.attributes()));
  }

  /** Without waiting for what is under way. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
