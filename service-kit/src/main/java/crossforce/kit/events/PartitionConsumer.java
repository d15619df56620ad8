package crossforce.kit.events;

import static java.util.stream.Collectors.toMap;

import crossforce.contract.wire.Topic;
import crossforce.kit.events.DeliveryStep.Company;
import crossforce.kit.events.DeliveryStep.Outcome;
import crossforce.kit.events.Share.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
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
  private final Map<String, Topic<?>> topics;
  private final Map<TopicPartition, Share> shares = new ConcurrentHashMap<>();
  private final Backoff backoff = new Backoff();
  private volatile boolean stopping;
  private volatile Optional<KafkaConsumer<byte[], byte[]>> open = Optional.empty();

  PartitionConsumer(
      int number, Brokers brokers, DeliveryStep step, Positions positions, int together) {
    this.number = number;
    this.brokers = brokers;
    this.step = step;
    this.positions = positions;
    this.together = together;
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
        take(consumer, consumer.poll(POLL));
        backoff.calm();
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
    for (var at : records.partitions()) {
      var share = shares.get(at);
      var topic = topics.get(at.topic());
      if (share != null && topic != null && share.state() instanceof State.Running) {
        var since = now();
        var waited = share.hasPutOffBefore(since - LONGEST_PUT_OFF_MILLIS);
        var received = new ArrayList<>(share.takePutOff());
        records.records(at).forEach(record -> received.add(Received.of(record, topic)));
        take(consumer, share, received, until, !waited);
      }
    }
    for (var share : shares.values()) {
      if (share.state() instanceof State.Running
          && share.hasPutOffBefore(now() - LONGEST_PUT_OFF_MILLIS)) {
        take(consumer, share, share.takePutOff(), until, false);
      }
    }
  }

  /**
   * All records of a partition, unless something stands in the way; then the rest comes again.
   *
   * @param mayPutOff whether records at the end that are only passed over may wait for company, so
   *     that they cost no transaction of their own
   */
  private void take(
      KafkaConsumer<byte[], byte[]> consumer,
      Share share,
      List<Received> received,
      long until,
      boolean mayPutOff) {
    var at = share.partition();
    var done = 0;
    while (done < received.size() && !stopping && now() < until) {
      var next = received.subList(done, done + run(share, received, done));
      var isLast = done + next.size() == received.size() && next.size() < together;
      if (mayPutOff && isLast && next.stream().allMatch(this::isPassedOver)) {
        share.putOff(next, now());
        return;
      }
      switch (step.take(at, share.held(), next)) {
        case Outcome.Done _ -> {
          share.moveOn(next.getLast().offset() + 1, next.size());
          done += next.size();
        }
        case Outcome.Apart _ -> share.takeApart(next.size());
        case Outcome.Fenced _ -> {
          LOG.infof("%s was moved on by another owner", at);
          consumer.pause(List.of(at));
          share.placeLater(now());
          return;
        }
        case Outcome.Troubled(var why) -> {
          LOG.warnf(
              "trouble at %s offset %d, trying again: %s", at, share.held(), Trouble.describe(why));
          LOG.debug("the trouble", why);
          consumer.pause(List.of(at));
          consumer.seek(at, share.held());
          share.await(now());
          return;
        }
      }
    }
    if (done < received.size()) {
      consumer.seek(at, share.held());
    }
  }

  private boolean isPassedOver(Received received) {
    return step.companyOf(received) == Company.ANY;
  }

  /** How many of the records from here on go together. */
  private int run(Share share, List<Received> received, int from) {
    var most = share.isApart() ? 1 : Math.min(together, received.size() - from);
    var present = EnumSet.noneOf(Company.class);
    var count = 0;
    while (count < most) {
      var next = step.companyOf(received.get(from + count));
      var fits =
          switch (next) {
            case ANY -> true;
            case SHARING -> !present.contains(Company.ALONE);
            case ALONE -> present.stream().allMatch(other -> other == Company.ANY);
          };
      if (!fits) {
        break;
      }
      present.add(next);
      count++;
    }
    return count;
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
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      stopping = true;
    }
  }
}
