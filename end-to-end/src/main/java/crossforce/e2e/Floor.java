package crossforce.e2e;

import crossforce.local.Platform;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
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
 * The least that four hops over Kafka and PostgreSQL can take here: produce, consume, commit one
 * row, four times in a row, with the services' client settings and nothing else. No hop waits for
 * Kafka before it takes the next record, so that one slow answer does not hold up all behind it.
 */
final class Floor implements AutoCloseable {
  static final int HOPS = 4;
  private static final int PARTITIONS = 16;

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final Platform platform;
  private final List<Thread> hops = new ArrayList<>();
  private final Queue<Double> millis = new ConcurrentLinkedQueue<>();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();
  private final KafkaProducer<String, byte[]> producer;
  private int sent;
  private volatile boolean open = true;

  Floor(Platform platform) {
    this.platform = platform;
    createTable();
    createTopics();
    this.producer = producer();
    for (var hop = 1; hop <= HOPS; hop++) {
      var number = hop;
      hops.add(Thread.ofPlatform().name("floor-" + hop).start(() -> relay(number)));
    }
  }

  /** Sends one message on its way; it carries the moment of its start. */
  void send() {
    sent++;
    send(
        producer,
        new ProducerRecord<>(
            topic(1),
            ThreadLocalRandom.current().nextInt(PARTITIONS),
            UUID.randomUUID().toString(),
            Long.toString(System.nanoTime()).getBytes(StandardCharsets.UTF_8)));
  }

  private void send(KafkaProducer<String, byte[]> by, ProducerRecord<String, byte[]> record) {
    by.send(
        record,
        (_, failure) -> {
          if (failure != null) {
            refused.add("the floor: Kafka did not take a record: " + failure);
          }
        });
  }

  /** What Kafka did not take, and each message that has not arrived by now. */
  List<String> failures() {
    var failures = new ArrayList<>(refused);
    for (var missing = millis.size(); missing < sent; missing++) {
      failures.add("the floor: a message has not arrived");
    }
    return failures;
  }

  /** Milliseconds from send to the last commit, sorted. */
  double[] millis() {
    return millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private void relay(int hop) {
    try (var consumer = consumer();
        var next = producer();
        var connection = platform.connect("postgres")) {
      connection.setAutoCommit(false);
      var partitions = new ArrayList<TopicPartition>();
      for (var p = 0; p < PARTITIONS; p++) {
        partitions.add(new TopicPartition(topic(hop), p));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (open) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          commitRow(connection, hop, record);
          if (hop < HOPS) {
            send(
                next,
                new ProducerRecord<>(
                    topic(hop + 1), record.partition(), record.key(), record.value()));
          } else {
            var started = Long.parseLong(new String(record.value(), StandardCharsets.UTF_8));
            millis.add((System.nanoTime() - started) / 1e6);
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the floor cannot be measured", e);
    }
  }

  private static void commitRow(
      Connection connection, int hop, ConsumerRecord<String, byte[]> record) throws SQLException {
    try (var insert =
        connection.prepareStatement("insert into floor (hop, id, data) values (?, ?, ?)")) {
      insert.setInt(1, hop);
      insert.setString(2, record.key());
      insert.setBytes(3, record.value());
      insert.executeUpdate();
    }
    connection.commit();
  }

  private void createTable() {
    try (var connection = platform.connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute("create table if not exists floor (hop int, id text, data bytea)");
    } catch (SQLException e) {
      throw new IllegalStateException("the floor has no table", e);
    }
  }

  private void createTopics() {
    try (var admin = Admin.create(platform.kafkaClient(Map.of()))) {
      var topics = new ArrayList<NewTopic>();
      for (var hop = 1; hop <= HOPS; hop++) {
        topics.add(new NewTopic(topic(hop), PARTITIONS, (short) 1));
      }
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the floor has no topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String topic(int hop) {
    return "bench.floor." + run + "." + hop;
  }

  private KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        platform.kafkaClient(
            Map.of(
                "acks",
                "all",
                "enable.idempotence",
                true,
                "max.in.flight.requests.per.connection",
                1,
                "delivery.timeout.ms",
                Integer.MAX_VALUE,
                "linger.ms",
                10)), // As the services' relay, and to be changed with it.
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        platform.kafkaClient(
            Map.of("enable.auto.commit", false, "isolation.level", "read_committed")),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    open = false;
    try {
      for (var hop : hops) {
        hop.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
    try (var admin = Admin.create(platform.kafkaClient(Map.of()))) {
      admin.deleteTopics(
          java.util.stream.IntStream.rangeClosed(1, HOPS).mapToObj(this::topic).toList());
    }
  }
}
