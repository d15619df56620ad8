package crossforce.kit.events;

import static java.util.stream.Collectors.toMap;

import crossforce.contract.wire.Topic;
import crossforce.kit.events.Beginnings.Beginning;
import crossforce.kit.events.DeliveryStep.Outcome;
import crossforce.kit.events.DeliveryStep.Part;
import crossforce.kit.events.Share.State;
import crossforce.kit.time.MachineTime;
import crossforce.kit.time.SignOfLife;
import java.time.Duration;
import java.util.Collection;
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
import org.jspecify.annotations.Nullable;

/**
 * One poll thread: takes its partitions' records step by step, starting where the database says.
 * Kafka's own memory of offsets is not used, so there is no second truth.
 */
final class PartitionConsumer implements Runnable, ConsumerRebalanceListener {
  private static final Logger LOG = Logger.getLogger(PartitionConsumer.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long LONGEST_WITHOUT_POLL_MILLIS = 10_000;
  private static final CloseOptions CLOSE = CloseOptions.timeout(Duration.ofSeconds(2));

  private final int number;
  private final Brokers brokers;
  private final DeliveryStep step;
  private final Beginnings beginnings;
  private final int together;
  private final long pace;
  private final Map<String, Topic<?>> topics;
  private final Map<TopicPartition, Share> shares = new ConcurrentHashMap<>();
  private final Backoff backoff = new Backoff();
  private final SignOfLife life;
  private volatile boolean stopping;
  private volatile Optional<KafkaConsumer<byte[], byte[]>> open = Optional.empty();

  PartitionConsumer(
      int number,
      Brokers brokers,
      DeliveryStep step,
      Positions positions,
      EventsConfig config,
      MachineTime machine) {
    this.number = number;
    this.brokers = brokers;
    this.step = step;
    this.beginnings = new Beginnings(brokers, positions);
    this.together = config.together();
    this.pace = config.pace().toMillis();
    this.life = new SignOfLife(machine);
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

  boolean standsStill() {
    return life.isMissing();
  }

  @Override
  @SuppressWarnings("CatchingUnchecked")
  public void run() {
    while (!stopping) {
      try {
        openAndLoop();
      } catch (WakeupException e) {
        LOG.debugf("consumer %d was asked to stop", number);
      } catch (Throwable e) { // Nothing may end this thread while the service seems to live.
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
        life.give();
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
    var gathered = gather(records);
    if (gathered.putOff(step::isPassedOver, now())) {
      return;
    }
    while (!gathered.isEmpty() && !stopping && now() < until) {
      takeTogether(consumer, gathered.next(), until);
      gathered.dropWhatStands();
    }
    gathered.shares().forEach(share -> consumer.seek(share.partition(), share.held()));
  }

  private Gathered gather(ConsumerRecords<byte[], byte[]> records) {
    var gathered = new Gathered(together);
    for (var share : shares.values()) {
      var at = share.partition();
      var topic = topics.get(at.topic());
      if (topic != null && share.isRunning()) {
        gathered.add(
            share, records.records(at).stream().map(record -> Received.of(record, topic)).toList());
      }
    }
    return gathered;
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
      var found = beginnings.find(consumer, waiting.stream().map(Share::partition).toList());
      waiting.forEach(share -> place(consumer, share, found.get(share.partition())));
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warnf("positions cannot be found now, trying again: %s", Trouble.describe(e));
      waiting.forEach(share -> share.placeLater(now()));
    }
  }

  private void place(
      KafkaConsumer<byte[], byte[]> consumer, Share share, @Nullable Beginning beginning) {
    var at = share.partition();
    switch (beginning) {
      case null -> share.placeLater(now()); // Its topic is not there, or not yet.
      case Beginning.Nowhere(var why) -> stop(consumer, at, why);
      case Beginning.At(var next, var leaderEpoch) -> {
        // With the leader epoch, Kafka tells when the log was truncated and written anew below it.
        consumer.seek(at, new OffsetAndMetadata(next, leaderEpoch, ""));
        consumer.resume(List.of(at));
        share.placedAt(next);
      }
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
