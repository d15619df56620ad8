package crossforce.audit.log;

import crossforce.contract.Topics;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Hashes;
import crossforce.contract.wire.Leaf;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Topic;
import crossforce.contract.wire.WireJson;
import crossforce.kit.outbox.EnvelopeHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.erdtman.jcs.JsonCanonicalizer;

/** A record as it came from a topic, with the leaf that it is in the log. */
@SuppressWarnings("ArrayRecordComponent") // The bytes are kept as they came and never compared.
public sealed interface Arrival {
  int LONGEST_LEAF = 65_535;
  int LONGEST_WORD = 500;
  Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  Place place();

  byte[] leaf();

  /** Where a record lies in Kafka. */
  record Place(String topic, int partition, long offset) {
    @Override
    public String toString() {
      return "%s-%d@%d".formatted(topic, partition, offset);
    }
  }

  /** An event of the topic's producer, with the hash it claims. */
  record Told(Place place, Envelope envelope, byte[] data, byte[] leaf) implements Arrival {}

  /** Anything else. Its bytes go to the quarantine, their hashes into the log. */
  record Unreadable(Place place, byte[] key, byte[] headers, byte[] value, String why, byte[] leaf)
      implements Arrival {}

  static Arrival of(ConsumerRecord<byte[], byte[]> record) {
    var place = new Place(record.topic(), record.partition(), record.offset());
    try {
      var envelope = envelope(record);
      check(place, envelope);
      return new Told(place, envelope, record.value(), leaf(envelope, record));
    } catch (IllegalArgumentException e) {
      var key = orNothing(record.key());
      var headers = headers(record);
      var value = orNothing(record.value());
      var leaf = unreadableLeaf(place, key, headers, value);
      return new Unreadable(place, key, headers, value, String.valueOf(e.getMessage()), leaf);
    }
  }

  private static Envelope envelope(ConsumerRecord<byte[], byte[]> record) {
    var attributes = EnvelopeHeaders.attributes(record.headers());
    for (var attribute : attributes.entrySet()) {
      require(attribute.getValue().indexOf('\0') < 0, attribute.getKey() + " holds a NUL");
    }
    return Envelope.parse(attributes);
  }

  /** Whatever passes can be stored: what the database would refuse must not hold up the rest. */
  private static void check(Place place, Envelope envelope) {
    var producer =
        Topics.all().stream()
            .filter(topic -> topic.name().equals(place.topic()))
            .map(Topic::producer)
            .findFirst()
            .orElse("nobody");
    var source = envelope.source();
    require(source.service().equals(producer), "only " + producer + " tells here");
    require(source.shard().number() == place.partition(), "its shard is not this partition");
    require(Shard.of(envelope.subject()).equals(source.shard()), "its subject is of other shard");
    require(envelope.sequence() > 0, "its number is below 1");
    require(envelope.type().length() <= LONGEST_WORD, "its type is too long");
    require(envelope.subject().length() <= LONGEST_WORD, "its subject is too long");
    require(envelope.correlationId().length() <= LONGEST_WORD, "its correlation is too long");
    require(
        !envelope.time().isBefore(EARLIEST) && envelope.time().isBefore(LATEST),
        "its time is of another age");
  }

  private static byte[] leaf(Envelope envelope, ConsumerRecord<byte[], byte[]> record) {
    require(record.value() != null, "it has no data");
    var leaf = Leaf.of(envelope, record.value());
    require(leaf.length <= LONGEST_LEAF, "its attributes are too long");
    require(Leaf.hash(leaf).equals(envelope.eventHash()), "its hash does not fit: it was altered");
    return leaf;
  }

  private static void require(boolean holds, String elseWhy) {
    if (!holds) {
      throw new IllegalArgumentException(elseWhy);
    }
  }

  /** The commitment to bytes that are no event: where they lay, and the hash of each part. */
  static byte[] unreadableLeaf(Place place, byte[] key, byte[] headers, byte[] value) {
    var committed = new TreeMap<String, String>();
    committed.put("unreadable", "1");
    committed.put("topic", place.topic());
    committed.put("partition", Integer.toString(place.partition()));
    committed.put("offset", Long.toString(place.offset()));
    committed.put("key", hash(key));
    committed.put("headers", hash(headers));
    committed.put("value", hash(value));
    try {
      return new JsonCanonicalizer(WireJson.write(committed)).getEncodedUTF8();
    } catch (IOException e) {
      throw new IllegalStateException("plain words have a canonical form", e);
    }
  }

  private static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(Hashes.sha256(bytes));
  }

  /** As JSON: a list of name and value, the value's bytes in ISO 8859-1 so that none is lost. */
  private static byte[] headers(ConsumerRecord<byte[], byte[]> record) {
    var all = new ArrayList<List<String>>();
    for (var header : record.headers()) {
      all.add(
          List.of(
              header.key(), new String(orNothing(header.value()), StandardCharsets.ISO_8859_1)));
    }
    return WireJson.bytes(all);
  }

  @SuppressWarnings("NullAway") // Kafka's record may lack key and value.
  private static byte[] orNothing(byte[] bytes) {
    return bytes == null ? new byte[0] : bytes;
  }

  /** An event's attributes as they are stored: the salt lies beside its data instead. */
  static Map<String, String> storedAttributes(Envelope envelope) {
    var attributes = new TreeMap<>(envelope.attributes());
    attributes.remove("datasalt");
    return attributes;
  }
}
