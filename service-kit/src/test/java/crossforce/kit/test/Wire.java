package crossforce.kit.test;

import crossforce.contract.ActorId;
import crossforce.contract.Classification;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Envelope.Auth;
import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.Envelope.Salt;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.EventTypes;
import crossforce.contract.wire.Leaf;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Source;
import crossforce.contract.wire.Topic;
import crossforce.contract.wire.WireJson;
import crossforce.kit.outbox.EnvelopeHeaders;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The topics as another service sees them: tells events sealed and chained as its relay would, and
 * hears what the service under test tells. One thread each.
 */
public final class Wire implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final SecureRandom RANDOM = new SecureRandom();

  /** How far each source's history has come; forgotten with the topics it stands on. */
  private static final Map<Source, Head> HEADS = new HashMap<>();

  private static String headsOf = "";

  private final Clock clock;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, KafkaConsumer<String, byte[]>> consumers = new HashMap<>();
  private final Map<String, List<ConsumerRecord<String, byte[]>>> heard = new HashMap<>();

  private record Head(long sequence, Hash hash) {}

  private Wire(Clock clock) {
    this.clock = clock;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", SharedParts.kafkaBootstrap(), "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** With events happening at the machine's time. */
  public static Wire open() {
    return new Wire(Clock.systemUTC());
  }

  /** With events happening at the time of this clock. */
  public static Wire open(Clock clock) {
    return new Wire(clock);
  }

  /** Tells an event as the topic's own service, which acts by itself. */
  public <E extends Event> Envelope tell(Topic<E> topic, E event) {
    return tell(topic, event, Classification.OFFICIAL);
  }

  /** Tells an event that this one made possible, and that is as secret. */
  public <E extends Event> Envelope tell(Topic<E> topic, E event, @Nullable Envelope cause) {
    var classification = cause == null ? Classification.OFFICIAL : cause.classification();
    return tell(topic, event, Optional.ofNullable(cause), classification);
  }

  /** Tells an event that begins a chain as secret as this. */
  public <E extends Event> Envelope tell(Topic<E> topic, E event, Classification classification) {
    return tell(topic, event, Optional.empty(), classification);
  }

  private <E extends Event> Envelope tell(
      Topic<E> topic, E event, Optional<Envelope> cause, Classification classification) {
    var data = WireJson.bytes(event);
    var envelope = seal(topic, event, data, cause, classification);
    send(topic.name(), envelope, data);
    return envelope;
  }

  /** The same record once more: a duplicate, or a delivery so late that others came between. */
  public void tellAgain(Topic<?> topic, Told<?> told) {
    send(topic.name(), told.envelope(), told.data());
  }

  public void tellAgain(Topic<?> topic, Envelope envelope, Event event) {
    send(topic.name(), envelope, WireJson.bytes(event));
  }

  /** Bytes that nobody sealed. */
  public void tellRaw(
      String topic, int partition, String key, byte[] value, Map<String, String> headers) {
    var record = new ProducerRecord<String, byte[]>(topic, partition, key, value, null);
    headers.forEach((name, text) ->
        record.headers().add(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    send(record);
  }

  /** Every event told on the topic so far, in the order of its partitions. */
  public <E extends Event> List<Told<E>> all(Topic<E> topic) {
    return read(topic, untilEnd(topic.name()));
  }

  /** Waits for the first event of this type that is as wanted, from the topic's beginning. */
  public <E extends Event, T extends E> Told<T> await(
      Topic<E> topic, Class<T> type, Predicate<T> wanted) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    do {
      for (var told : read(topic, poll(topic.name()))) {
        if (type.isInstance(told.event()) && wanted.test(type.cast(told.event()))) {
          return new Told<>(
              type.cast(told.event()),
              told.envelope(),
              told.data(),
              told.partition(),
              told.offset());
        }
      }
    } while (System.nanoTime() < deadline);
    throw new AssertionError(
        "no such %s on %s; there were: %s"
            .formatted(
                type.getSimpleName(),
                topic.name(),
                all(topic).stream().map(told -> told.envelope().type()).toList()));
  }

  public <E extends Event, T extends E> Told<T> await(Topic<E> topic, Class<T> type) {
    return await(topic, type, _ -> true);
  }

  @Override
  public void close() {
    producer.close();
    consumers.values().forEach(KafkaConsumer::close);
  }

  private <E extends Event> Envelope seal(
      Topic<E> topic,
      E event,
      byte[] data,
      Optional<Envelope> cause,
      Classification classification) {
    var source = new Source(topic.producer(), Shard.of(event.key()), 1);
    var salt = new byte[16];
    RANDOM.nextBytes(salt);
    synchronized (HEADS) {
      if (!headsOf.equals(TestTopics.run())) {
        HEADS.clear();
        headsOf = TestTopics.run();
      }
      var head = HEADS.getOrDefault(source, new Head(0, Hash.ZERO));
      var open =
          new Envelope(
              EventTypes.idOf(event),
              source,
              EventTypes.nameOf(event.getClass()),
              event.key(),
              clock.instant(),
              head.sequence + 1,
              head.hash,
              Hash.ZERO,
              cause.map(Envelope::correlationId).orElse(event.key()),
              cause.map(Envelope::id),
              new Auth(Auth.Type.SYSTEM, new ActorId(topic.producer())),
              cause.flatMap(Envelope::force),
              classification,
              new Salt(HexFormat.of().formatHex(salt)),
              Optional.empty());
      var sealed = withHash(open, Leaf.hash(Leaf.of(open, data)));
      HEADS.put(source, new Head(sealed.sequence(), sealed.eventHash()));
      return sealed;
    }
  }

  private static Envelope withHash(Envelope e, Hash hash) {
    return new Envelope(
        e.id(),
        e.source(),
        e.type(),
        e.subject(),
        e.time(),
        e.sequence(),
        e.previousHash(),
        hash,
        e.correlationId(),
        e.causationId(),
        e.auth(),
        e.force(),
        e.classification(),
        e.dataSalt(),
        e.traceparent());
  }

  private void send(String topic, Envelope envelope, byte[] data) {
    send(
        new ProducerRecord<>(
            topic,
            envelope.source().shard().number(),
            envelope.subject(),
            data,
            EnvelopeHeaders.of(envelope)));
  }

  private void send(ProducerRecord<String, byte[]> record) {
    try {
      producer.send(record).get();
    } catch (Exception e) {
      throw new IllegalStateException("not sent to " + record.topic(), e);
    }
  }

  private static <E extends Event> List<Told<E>> read(
      Topic<E> topic, List<ConsumerRecord<String, byte[]>> records) {
    var told = new ArrayList<Told<E>>();
    for (var record : records) {
      try {
        var envelope = EnvelopeHeaders.read(record.headers());
        topic
            .read(envelope.type(), record.value())
            .ifPresent(event ->
                told.add(
                    new Told<>(
                        event, envelope, record.value(), record.partition(), record.offset())));
      } catch (IllegalArgumentException e) {
        // Unreadable bytes that a test told on purpose.
      }
    }
    return told;
  }

  private List<ConsumerRecord<String, byte[]>> untilEnd(String topic) {
    var consumer = consumer(topic);
    var ends = consumer.endOffsets(consumer.assignment());
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      poll(topic);
      if (System.nanoTime() > deadline) {
        throw new AssertionError(topic + " cannot be read to its end");
      }
    }
    return heard.get(topic);
  }

  private List<ConsumerRecord<String, byte[]>> poll(String topic) {
    var consumer = consumer(topic);
    var records = heard.get(topic);
    consumer.poll(Duration.ofMillis(100)).forEach(records::add);
    return records;
  }

  private KafkaConsumer<String, byte[]> consumer(String topic) {
    return consumers.computeIfAbsent(
        topic,
        name -> {
          var consumer =
              new KafkaConsumer<>(
                  Map.<String, Object>of(
                      "bootstrap.servers",
                      SharedParts.kafkaBootstrap(),
                      "enable.auto.commit",
                      "false",
                      "auto.offset.reset",
                      "earliest"),
                  new StringDeserializer(),
                  new ByteArrayDeserializer());
          var partitions =
              consumer.partitionsFor(name).stream()
                  .map(info -> new TopicPartition(name, info.partition()))
                  .toList();
          consumer.assign(partitions);
          consumer.seekToBeginning(partitions);
          heard.put(name, new ArrayList<>());
          return consumer;
        });
  }
}
