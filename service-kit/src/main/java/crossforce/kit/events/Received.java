package crossforce.kit.events;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Leaf;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Topic;
import crossforce.kit.outbox.EnvelopeHeaders;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of the log, after the look at its envelope that decides whether it is an event. */
sealed interface Received {
  int LONGEST_KEY = 500;

  ConsumerRecord<byte[], byte[]> record();

  /** An event of this topic's producer, unaltered. */
  record Readable(ConsumerRecord<byte[], byte[]> record, Delivery delivery) implements Received {}

  /** Not an event. */
  record Unreadable(ConsumerRecord<byte[], byte[]> record, String why) implements Received {}

  static Received of(ConsumerRecord<byte[], byte[]> record, Topic<?> topic) {
    try {
      return new Readable(record, delivery(record, topic));
    } catch (IllegalArgumentException e) {
      return new Unreadable(record, String.valueOf(e.getMessage()));
    }
  }

  private static Delivery delivery(ConsumerRecord<byte[], byte[]> record, Topic<?> topic) {
    var envelope = envelope(record);
    require(record.value() != null, "it has no data");
    require(!envelope.subject().isBlank(), "its subject is empty");
    require(envelope.subject().length() <= LONGEST_KEY, "its subject is too long");
    var source = envelope.source();
    require(source.service().equals(topic.producer()), "only " + topic.producer() + " tells here");
    require(source.shard().number() == record.partition(), "its shard is not this partition");
    require(Shard.of(envelope.subject()).equals(source.shard()), "its subject is of other shard");
    require(Leaf.fits(envelope, record.value()), "its hash does not fit: it was altered");
    return new Delivery(
        record.topic(), record.partition(), record.offset(), envelope, record.value());
  }

  private static Envelope envelope(ConsumerRecord<byte[], byte[]> record) {
    var attributes = EnvelopeHeaders.attributes(record.headers());
    require(
        attributes.values().stream().allMatch(text -> text.indexOf('\0') < 0),
        "an attribute holds a NUL");
    return Envelope.parse(attributes);
  }

  private static void require(boolean holds, String elseWhy) {
    if (!holds) {
      throw new IllegalArgumentException(elseWhy);
    }
  }

  default long offset() {
    return record().offset();
  }

  default Optional<Integer> leaderEpoch() {
    return record().leaderEpoch();
  }

  /** The producer's sequence number; 0 for what is no event. */
  default long sequence() {
    return switch (this) {
      case Readable(_, var delivery) -> delivery.sequence();
      case Unreadable _ -> 0;
    };
  }
}
