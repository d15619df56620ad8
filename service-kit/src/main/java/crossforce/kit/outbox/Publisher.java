package crossforce.kit.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

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
    void beat() throws SQLException, InterruptedException;
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
    // With more, a new producer's first batch may be overtaken on a partition that has just got
    // its leader (KAFKA-14359): the batch after it is taken, and it itself never is.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, mostSilence.toMillis());
    // A run goes out together; the benchmark's floor gathers as long.
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 10);
    this.producer = new KafkaProducer<>(settings);
  }

  /** Returns when Kafka has acknowledged every row. */
  void publish(List<Row> rows, Pulse pulse) throws Exception {
    if (rows.isEmpty()) {
      return;
    }
    var left = new AtomicInteger(rows.size());
    var done = new CompletableFuture<Void>();
    for (var row : rows) {
      if (done.isCompletedExceptionally()) {
        break;
      }
      producer.send(recordOf(row), (_, failure) -> acknowledged(failure, left, done));
    }
    await(done, left, pulse);
  }

  /**
   * At the first failure the producer is closed here and now, on its own thread: left alone it
   * would go on with the batches after the failed one, and consumers would take the gap for a
   * repeated run.
   */
  private void acknowledged(
      @Nullable Exception failure, AtomicInteger left, CompletableFuture<Void> done) {
    if (failure != null) {
      if (done.completeExceptionally(failure)) {
        close();
      }
    } else if (left.decrementAndGet() == 0) {
      done.complete(null);
    }
  }

  private static void await(CompletableFuture<Void> done, AtomicInteger left, Pulse pulse)
      throws Exception {
    var before = left.get();
    for (var beats = 0; ; beats++) {
      try {
        done.get(BEAT.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        pulse.beat();
        if (left.get() < before) {
          before = left.get();
          beats = 0;
        } else if (beats >= PATIENCE.dividedBy(BEAT)) {
          // The producer itself never gives up, and would not say so if its thread had died.
          throw new IllegalStateException("Kafka has acknowledged nothing for " + PATIENCE, e);
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
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
