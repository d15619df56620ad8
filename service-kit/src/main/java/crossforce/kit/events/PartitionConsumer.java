package crossforce.kit.events;

import static java.util.stream.Collectors.toMap;

import crossforce.contract.wire.Topic;
import crossforce.kit.events.DeliveryStep.Outcome;
import crossforce.kit.events.DeliveryStep.Part;
import crossforce.kit.events.Share.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * One poll thread: takes its partitions' records step by step, starting where the database says.
 * Kafka's own memory of offsets is not used, so there is no second truth.
 */
final class PartitionConsumer implements Runnable, ConsumerRebalanceListener {
  private static final Logger LOG = Logger.getLogger(PartitionConsumer.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LOOKUP = Duration.ofSeconds(5);
  private static final long LONGEST_WITHOUT_POLL_MILLIS = 10_000;
  private static final long LONGEST_PUT_OFF_MILLIS = 250;
  private static final CloseOptions CLOSE = CloseOptions.timeout(Duration.ofSeconds(2));

  private final int number;
  private final Brokers brokers;
  private final DeliveryStep step;
  private final Positions positions;
  private final int together;
  private final long pace;
  private final Map<String, Topic<?>> topics;
  private final Map<TopicPartition, Share> shares = new ConcurrentHashMap<>();
  private final Backoff backoff = new Backoff();
  private volatile boolean stopping;
  private volatile Optional<KafkaConsumer<byte[], byte[]>> open = Optional.empty();

  PartitionConsumer(
      int number, Brokers brokers, DeliveryStep step, Positions positions, EventsConfig config) {
    this.number = number;
    this.brokers = brokers;
    this.step = step;
    this.positions = positions;
    this.together = config.together();
    this.pace = config.pace().toMillis();
    this.topics = step.topics().stream().collect(toMap(Topic::name, topic -> topic));
  }

  /** From another thread: ends after the step at hand. */
  void stop() {
    stopping = true;
    open.ifPresent(KafkaConsumer::wakeup);
  }

  /** The partitions that stand still until somebody looks, with the reason. */
  Map<TopicPartition, String> stopped() {
    var all = new LinkedHashMap<TopicPartition, String>();
    shares.forEach((partition, share) -> {
      if (share.state() instanceof State.Stopped(var why)) {
        all.put(partition, why);
      }
    });
    return all;
  }

  /** Whether an event is being tried again after trouble. */
  boolean isTroubled() {
    return shares.values().stream().anyMatch(share -> share.state() instanceof State.Waiting);
  }

  @Override
  public void run() {
    while (!stopping) {
      try {
        openAndLoop();
      } catch (WakeupException e) {
        LOG.debugf("consumer %d was asked to stop", number);
      } catch (RuntimeException e) {
        LOG.errorf(e, "consumer %d starts again", number);
        pauseFor(backoff.nextMillis());
      } finally {
        shares.clear();
      }
    }
  }

  private void openAndLoop() {
    var consumer = brokers.consumer(number);
    try {
      open = Optional.of(consumer);
      loop(consumer);
    } finally {
      open = Optional.empty();
      consumer.close(CLOSE);
    }
  }

  private void loop(KafkaConsumer<byte[], byte[]> consumer) {
    consumer.subscribe(topics.keySet(), this);
    while (!stopping) {
      place(consumer);
      resume(consumer);
      try {
        var began = now();
        var records = consumer.poll(POLL);
        take(consumer, records);
        backoff.calm();
        if (!records.isEmpty() && records.count() < Brokers.MOST_RECORDS) {
          pauseFor(began + pace - now());
        }
      } catch (OffsetOutOfRangeException e) {
        e.partitions()
            .forEach(at -> stop(consumer, at, "its log was truncated: " + e.getMessage()));
      }
    }
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  private void take(
      KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
    var until = now() + LONGEST_WITHOUT_POLL_MILLIS;
    var left = received(records);
    if (mayBePutOff(left)) {
      left.forEach((share, received) -> share.putOff(received, now()));
      return;
    }
    while (!left.isEmpty() && !stopping && now() < until) {
      takeTogether(consumer, next(left), until);
      left.keySet().removeIf(share -> !(share.state() instanceof State.Running));
    }
    left.keySet().forEach(share -> consumer.seek(share.partition(), share.held()));
  }

  /** By partition, what was put off and what has come now. */
  private Map<Share, List<Received>> received(ConsumerRecords<byte[], byte[]> records) {
    var all = new LinkedHashMap<Share, List<Received>>();
    for (var share : shares.values()) {
      var at = share.partition();
      var topic = topics.get(at.topic());
      if (topic != null && share.state() instanceof State.Running) {
        var received = new ArrayList<>(share.takePutOff());
        records.records(at).forEach(record -> received.add(Received.of(record, topic)));
        if (!received.isEmpty()) {
          all.put(share, received);
        }
      }
    }
    return all;
  }

  /** A few records that are only passed over wait for company: they cost a transaction, too. */
  private boolean mayBePutOff(Map<Share, List<Received>> received) {
    var longAgo = now() - LONGEST_PUT_OFF_MILLIS;
    var count = received.values().stream().mapToInt(List::size).sum();
    return count < together
        && received.keySet().stream().noneMatch(share -> share.hasPutOffBefore(longAgo))
        && received.values().stream().flatMap(List::stream).allMatch(step::isPassedOver);
  }

  /** Takes what goes into the next transaction out. */
  private Map<Share, Part> next(Map<Share, List<Received>> left) {
    var next = new LinkedHashMap<Share, Part>();
    var room = together;
    while (room > 0 && !left.isEmpty()) {
      var first = left.entrySet().iterator().next();
      var share = first.getKey();
      var received = first.getValue();
      var count = Math.min(room, received.size());
      next.put(share, new Part(share.partition(), share.held(), received.subList(0, count)));
      room -= count;
      if (count == received.size()) {
        left.remove(share);
      } else {
        first.setValue(received.subList(count, received.size()));
      }
    }
    return next;
  }

  private void takeTogether(
      KafkaConsumer<byte[], byte[]> consumer, Map<Share, Part> parts, long until) {
    var outcome = step.take(List.copyOf(parts.values()));
    if (outcome instanceof Outcome.Apart) {
      parts.forEach((share, part) -> takeApart(consumer, share, step.apart(part), until));
    } else {
      parts.forEach((share, part) -> goesOn(consumer, share, part, outcome));
    }
  }

  /** One by one, unless something stands in the way; then the rest comes again. */
  private void takeApart(
      KafkaConsumer<byte[], byte[]> consumer, Share share, List<Part> parts, long until) {
    for (var part : parts) {
      if (stopping || now() >= until) {
        consumer.seek(share.partition(), share.held());
        return;
      }
      if (!goesOn(consumer, share, part, step.take(List.of(part)))) {
        return;
      }
    }
  }

  private boolean goesOn(
      KafkaConsumer<byte[], byte[]> consumer, Share share, Part part, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done _ -> share.passed(part);
      case Outcome.Fenced _ -> {
        LOG.infof("%s was moved on by another owner", part.at());
        consumer.pause(List.of(part.at()));
        share.placeLater(now());
      }
      case Outcome.Troubled(var why) -> {
        LOG.warnf(
            "trouble at %s offset %d, trying again: %s",
            part.at(), share.held(), Trouble.describe(why));
        LOG.debug("the trouble", why);
        consumer.pause(List.of(part.at()));
        consumer.seek(part.at(), share.held());
        share.await(now());
      }
      case Outcome.Apart _ ->
          throw new IllegalStateException("not to be taken apart: " + part.at());
    }
    return outcome instanceof Outcome.Done;
  }

  /**
   * Only notes what was assigned: where to read is found out between polls, so that a database that
   * is away keeps nobody from polling. The seek keeps the consumer from asking Kafka for offsets.
   */
  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    open.ifPresent(consumer -> {
      consumer.pause(assigned);
      assigned.forEach(at -> consumer.seek(at, 0));
    });
    assigned.forEach(at -> shares.put(at, new Share(at)));
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    revoked.forEach(shares::remove);
  }

  private void resume(KafkaConsumer<byte[], byte[]> consumer) {
    for (var share : shares.values()) {
      if (share.state() instanceof State.Waiting(var notBefore) && now() >= notBefore) {
        share.resume();
        consumer.resume(List.of(share.partition()));
      }
    }
  }

  private void place(KafkaConsumer<byte[], byte[]> consumer) {
    var waiting =
        shares.values().stream()
            .filter(share ->
                share.state() instanceof State.Placing(var notBefore) && now() >= notBefore)
            .toList();
    if (waiting.isEmpty()) {
      return;
    }
    try {
      var partitions = waiting.stream().map(Share::partition).toList();
      var logs = logged(consumer, partitions);
      var stored = positions.all();
      for (var share : waiting) {
        var log = logs.get(share.partition());
        if (log == null) {
          share.placeLater(now()); // Its topic is not there, or not yet.
        } else {
          place(consumer, share, Optional.ofNullable(stored.get(share.partition())), log);
        }
      }
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warnf("positions cannot be found now, trying again: %s", Trouble.describe(e));
      waiting.forEach(share -> share.placeLater(now()));
    }
  }

  /** What the log holds of a partition. */
  private record Logged(String topicId, long first, long end) {}

  private Map<TopicPartition, Logged> logged(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    var ids = new HashMap<String, String>();
    Brokers.describe(brokers.admin(), topics.keySet())
        .forEach((topic, description) -> ids.put(topic, description.topicId().toString()));
    var first = consumer.beginningOffsets(partitions, LOOKUP);
    var all = new HashMap<TopicPartition, Logged>();
    consumer
        .endOffsets(partitions, LOOKUP)
        .forEach((at, end) -> {
          var id = ids.get(at.topic());
          var begin = first.get(at);
          if (id != null && begin != null) {
            all.put(at, new Logged(id, begin, end));
          }
        });
    return all;
  }

  private void place(
      KafkaConsumer<byte[], byte[]> consumer,
      Share share,
      Optional<Positions.Position> stored,
      Logged logged) {
    var at = share.partition();
    if (stored.isEmpty()) {
      positions.begin(at, logged.first(), logged.topicId());
      share.place(now()); // Read it back: another instance may have begun it, and gone on.
      return;
    }
    var position = stored.get();
    if (!position.topicId().equals(logged.topicId())) {
      stop(consumer, at, "the topic is not the one read before: it was deleted and made anew");
    } else if (position.next() > logged.end()) {
      stop(consumer, at, "its log ends at %d, before what was read".formatted(logged.end()));
    } else if (position.next() < logged.first()) {
      stop(consumer, at, "its log begins at %d, after what was read".formatted(logged.first()));
    } else {
      // With the leader epoch, Kafka tells when the log was truncated and written anew below it.
      consumer.seek(at, new OffsetAndMetadata(position.next(), position.leaderEpoch(), ""));
      consumer.resume(List.of(at));
      share.placedAt(position.next());
    }
  }

  private void stop(KafkaConsumer<byte[], byte[]> consumer, TopicPartition at, String why) {
    LOG.errorf("ALARM %s stands still: %s", at, why);
    consumer.pause(List.of(at));
    consumer.seek(at, 0);
    var share = shares.get(at);
    if (share != null) {
      share.stop(why);
    }
  }

  private void pauseFor(long millis) {
    try {
      Thread.sleep(Math.max(0, millis));
    } catch (InterruptedException e) {
      stopping = true;
    }
  }
}
