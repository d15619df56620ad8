package crossforce.kit.outbox;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.Leaf;
import crossforce.contract.wire.Shard;
import crossforce.kit.outbox.Publisher.Pulse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the newest of what this service has published, from Kafka itself. */
final class KafkaEnds {
  /** A crash repeats a run, so the newest event need not be the last record. */
  static final long USUAL_DEPTH = 100;

  /** How many times as far to look when that was not far enough. */
  static final int DEEPER = 10;

  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> settings;
  private final String service;
  private final List<String> topics;
  private final Duration patience;

  /**
   * @param connection how to reach Kafka
   * @param patience for how long Kafka may hand nothing over before it is trouble
   */
  KafkaEnds(Map<String, Object> connection, ServiceTopics topics, Duration patience) {
    this.settings = new HashMap<>(connection);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, topics.service() + "-outbox-check");
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    this.service = topics.service();
    this.topics = topics.written().stream().map(topic -> topic.name()).toList();
    this.patience = patience;
  }

  /**
   * Looks at the last {@code depth} records of each partition of these shards.
   *
   * @param pulse beaten meanwhile
   */
  Map<Shard, Newest> newest(Collection<Shard> shards, long depth, Pulse pulse)
      throws SQLException, InterruptedException {
    var partitions = new ArrayList<TopicPartition>();
    for (var shard : shards) {
      topics.forEach(topic -> partitions.add(new TopicPartition(topic, shard.number())));
    }
    try (var consumer = new KafkaConsumer<byte[], byte[]>(settings)) {
      consumer.assign(partitions);
      var first = consumer.beginningOffsets(partitions);
      pulse.beat();
      var end = consumer.endOffsets(partitions);
      var seen = new TreeMap<Shard, Seen>();
      shards.forEach(shard -> seen.put(shard, new Seen(topics)));
      for (var partition : partitions) {
        var from = Math.max(offset(first, partition), offset(end, partition) - depth);
        consumer.seek(partition, from);
        if (from > offset(first, partition)) {
          seenOf(seen, partition).cut.add(partition.topic());
        }
      }
      read(consumer, end, seen, pulse);
      var newest = new TreeMap<Shard, Newest>();
      seen.forEach((shard, all) -> newest.put(shard, all.newest()));
      return newest;
    }
  }

  private void read(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> end,
      Map<Shard, Seen> seen,
      Pulse pulse)
      throws SQLException, InterruptedException {
    var giveUp = System.nanoTime() + patience.toNanos();
    var unread = new ArrayList<>(end.keySet());
    unread.removeIf(partition -> consumer.position(partition) >= offset(end, partition));
    while (!unread.isEmpty()) {
      if (System.nanoTime() - giveUp > 0) {
        throw new TimeoutException(
            "Kafka has handed over none of the newest records for " + patience);
      }
      pulse.beat();
      var records = consumer.poll(POLL);
      if (!records.isEmpty()) {
        giveUp = System.nanoTime() + patience.toNanos();
      }
      for (var record : records) {
        var partition = new TopicPartition(record.topic(), record.partition());
        ours(record).ifPresent(mine -> seenOf(seen, partition).add(record.topic(), mine));
      }
      unread.removeIf(partition -> consumer.position(partition) >= offset(end, partition));
    }
  }

  /** What others put on our topic, or altered, or nobody can read, is no part of our history. */
  private Optional<Envelope> ours(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      var envelope = EnvelopeHeaders.read(record.headers());
      var shard = envelope.source().shard();
      var isOurs =
          envelope.source().service().equals(service)
              && shard.number() == record.partition()
              && Shard.of(envelope.subject()).equals(shard)
              && Leaf.fits(envelope, record.value());
      return isOurs ? Optional.of(envelope) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    var offset = offsets.get(partition);
    if (offset == null) {
      throw new TimeoutException("Kafka does not know " + partition);
    }
    return offset;
  }

  private static Seen seenOf(Map<Shard, Seen> seen, TopicPartition partition) {
    var of = seen.get(new Shard(partition.partition()));
    if (of == null) {
      throw new IllegalStateException("did not ask for " + partition);
    }
    return of;
  }

  /** What has been read of one shard. */
  private static final class Seen {
    private final Map<String, Long> newest = new HashMap<>();
    private final Map<String, Long> oldest = new HashMap<>();
    private final Set<String> cut = new HashSet<>();
    private final Set<Hash> hashes = new HashSet<>();
    private long sequence;
    private int epoch;
    private Hash hash = Hash.ZERO;

    Seen(List<String> topics) {
      topics.forEach(topic -> newest.put(topic, 0L));
    }

    void add(String topic, Envelope envelope) {
      newest.merge(topic, envelope.sequence(), Math::max);
      oldest.merge(topic, envelope.sequence(), Math::min);
      hashes.add(envelope.eventHash());
      if (isAfter(envelope)) {
        sequence = envelope.sequence();
        epoch = envelope.source().epoch();
        hash = envelope.eventHash();
      }
    }

    /** The later epoch's event counts where an abandoned history used the same number. */
    private boolean isAfter(Envelope envelope) {
      return envelope.sequence() > sequence
          || (envelope.sequence() == sequence && envelope.source().epoch() > epoch);
    }

    Newest newest() {
      var lookedBackTo =
          cut.stream().mapToLong(topic -> oldest.getOrDefault(topic, Long.MAX_VALUE)).max();
      return new Newest(sequence, epoch, hash, newest, hashes, lookedBackTo.orElse(0));
    }
  }
}
