package crossforce.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import crossforce.local.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Watches the broker's topic like any subscriber: when a request was published, and whom it calls,
 * so that those donors' lists can be looked at.
 */
final class Sightings implements AutoCloseable {
  private static final String TOPIC = "broker.requests.v1";
  private static final Duration PACE = Duration.ofMillis(20); // As the services.

  private final Map<String, Instant> published = new ConcurrentHashMap<>();
  private final Set<String> unfilled = ConcurrentHashMap.newKeySet();
  private final KafkaConsumer<String, byte[]> consumer;
  private final Listener listener;
  private final Thread watching;
  private volatile boolean open = true;

  /** Told of every call. */
  interface Listener {
    void called(String requestId, String callId, String donor);
  }

  Sightings(Platform platform, Listener listener) {
    this.listener = listener;
    this.consumer =
        new KafkaConsumer<>(
            platform.kafkaClient(Map.of("enable.auto.commit", false)),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    var partitions = new ArrayList<TopicPartition>();
    consumer
        .partitionsFor(TOPIC)
        .forEach(p -> partitions.add(new TopicPartition(TOPIC, p.partition())));
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // Now, not at the first poll.
    this.watching = Thread.ofPlatform().name("sightings").start(this::watch);
  }

  /** By request, in the platform's time. */
  Map<String, Instant> published() {
    return published;
  }

  /** Requests that ended as unable to fill. */
  Set<String> unfilled() {
    return unfilled;
  }

  private void watch() {
    while (open) {
      for (var record : consumer.poll(Duration.ofMillis(20))) {
        see(record);
      }
      LockSupport.parkNanos(PACE.toNanos());
    }
  }

  private void see(ConsumerRecord<String, byte[]> record) {
    switch (header(record, "ce_type")) {
      case "request-published" ->
          published.put(record.key(), Instant.parse(header(record, "ce_time")));
      case "request-unable-to-fill" -> unfilled.add(record.key());
      case "donor-called" -> {
        var call = json(record).path("call");
        listener.called(record.key(), call.path("callId").asText(), call.path("donor").asText());
      }
      default -> {} // Not of interest here.
    }
  }

  private static JsonNode json(ConsumerRecord<String, byte[]> record) {
    try {
      return Api.JSON.readTree(record.value());
    } catch (IOException e) {
      throw new Mismatch("request-broker", "told something that is not JSON");
    }
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    open = false;
    try {
      watching.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }
}
