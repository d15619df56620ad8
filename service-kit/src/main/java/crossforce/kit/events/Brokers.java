package crossforce.kit.events;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens consumers and admin clients, with the settings that the event loop's promises rest on. */
@ApplicationScoped
class Brokers {
  private static final int MOST_BYTES_FETCHED = 8 * 1024 * 1024;

  /** A poll that brings as many has more behind it. */
  static final int MOST_RECORDS = 500;

  private final Map<String, Object> common;
  private final String service;
  private final EventsConfig config;
  private Optional<Admin> admin = Optional.empty();

  Brokers(
      @Identifier("default-kafka-broker") Map<String, Object> common,
      @ConfigProperty(name = "quarkus.application.name") String service,
      EventsConfig config) {
    this.common = common;
    this.service = service;
    this.config = config;
  }

  KafkaConsumer<byte[], byte[]> consumer(int number) {
    var settings = new HashMap<>(common);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, service);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, service + "-" + number + "-" + UUID.randomUUID());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // Partition k of every topic goes to the same thread, so that one shard has one reader.
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
    settings.put(
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) config.sessionTimeout().toMillis());
    settings.put(
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) config.sessionTimeout().toMillis() / 5);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_BYTES_FETCHED);
    settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** One for all threads. */
  synchronized Admin admin() {
    var shared = admin.orElseGet(this::newAdmin);
    admin = Optional.of(shared);
    return shared;
  }

  private Admin newAdmin() {
    var settings = new HashMap<>(common);
    settings.put("client.id", service + "-events-admin-" + UUID.randomUUID());
    settings.put("default.api.timeout.ms", 5_000);
    settings.put("request.timeout.ms", 4_000);
    settings.put("reconnect.backoff.max.ms", 2_000);
    return Admin.create(settings);
  }

  @PreDestroy
  synchronized void close() {
    admin.ifPresent(shared -> shared.close(Duration.ofSeconds(1)));
  }

  /** Those of the topics that exist. */
  static Map<String, TopicDescription> describe(Admin admin, Collection<String> topics) {
    var found = new HashMap<String, TopicDescription>();
    admin
        .describeTopics(topics)
        .topicNameValues()
        .forEach((topic, future) -> {
          try {
            found.put(topic, get(future));
          } catch (UnknownTopicOrPartitionException e) {
            // Not made yet: nothing can have been told there.
          }
        });
    return found;
  }

  static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new org.apache.kafka.common.errors.InterruptException(e);
    }
  }
}
