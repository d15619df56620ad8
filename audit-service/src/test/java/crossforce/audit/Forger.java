package crossforce.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import crossforce.contract.ActorId;
import crossforce.contract.Classification;
import crossforce.contract.Topics;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Envelope.Auth;
import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.Envelope.Salt;
import crossforce.contract.wire.Leaf;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Source;
import crossforce.kit.test.Wire;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A producer that need not be honest: seals events of a tariff by hand, skips numbers, tells one
 * twice. Its shard is its own, since nobody else of billing speaks there.
 */
final class Forger {
  private final Wire wire;
  private final String tariff;
  private final Source source;
  private final Map<Long, Envelope> sealed = new HashMap<>();

  Forger(Wire wire, int shard) {
    this.wire = wire;
    this.source = new Source(Topics.BILLING, new Shard(shard), 1);
    var number = 0;
    while (!Shard.of("tariff-" + number).equals(source.shard())) {
      number++;
    }
    this.tariff = "tariff-" + number;
  }

  Source source() {
    return source;
  }

  /** Seals the event of this number after the one before it, without telling it. */
  Envelope seal(long number) {
    var previous = number == 1 ? Hash.ZERO : sealed.get(number - 1).eventHash();
    var envelope = seal(number, previous, data(number));
    sealed.put(number, envelope);
    return envelope;
  }

  Envelope seal(long number, Hash previous, byte[] data) {
    return withHash(envelope(number, previous, Hash.ZERO), data);
  }

  /** The first event with one attribute of this value, sealed over it. */
  Envelope with(String name, String value) {
    var attributes = envelope(1, Hash.ZERO, Hash.ZERO).attributes();
    attributes.put(name, value);
    return withHash(Envelope.parse(attributes), data(1));
  }

  static byte[] data(long number) {
    return "{\"tariff\":\"forged\",\"version\":%d}".formatted(number).getBytes(UTF_8);
  }

  Envelope tell(long number) {
    var envelope = seal(number);
    tell(envelope, data(number));
    return envelope;
  }

  void tell(Envelope envelope, byte[] data) {
    tell(Topics.TARIFFS.name(), envelope.source().shard().number(), envelope, data);
  }

  void tell(String topic, int partition, Envelope envelope, byte[] data) {
    var headers = new HashMap<String, String>();
    envelope
        .attributes()
        .forEach((name, value) ->
            headers.put(name.equals("datacontenttype") ? "content-type" : "ce_" + name, value));
    wire.tellRaw(topic, partition, tariff, data, headers);
  }

  private Envelope envelope(long number, Hash previous, Hash hash) {
    return new Envelope(
        UUID.randomUUID(),
        source,
        "tariff-published",
        tariff,
        Instant.parse("2026-03-28T12:00:00Z"),
        number,
        previous,
        hash,
        tariff,
        Optional.empty(),
        new Auth(Auth.Type.SYSTEM, new ActorId("forger")),
        Optional.empty(),
        Classification.OFFICIAL,
        new Salt("000102030405060708090a0b0c0d0e0f"),
        Optional.empty());
  }

  private static Envelope withHash(Envelope open, byte[] data) {
    var attributes = open.attributes();
    attributes.put("eventhash", Leaf.hash(Leaf.of(open, data)).hex());
    return Envelope.parse(attributes);
  }
}
