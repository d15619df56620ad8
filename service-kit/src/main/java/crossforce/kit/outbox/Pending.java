package crossforce.kit.outbox;

import crossforce.contract.Classification;
import crossforce.contract.ForceId;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Envelope.Auth;
import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.Envelope.Salt;
import crossforce.contract.wire.EventTypes;
import crossforce.contract.wire.Leaf;
import crossforce.contract.wire.OperationsEvent;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Source;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** An event that a desk has told and that has no number yet: all of its envelope but the chain. */
record Pending(
    UUID id,
    String topic,
    String type,
    String subject,
    Shard shard,
    Instant time,
    String correlationId,
    Optional<UUID> causationId,
    Auth auth,
    Optional<ForceId> force,
    Classification classification,
    Salt salt,
    Optional<String> traceparent,
    byte[] data,
    Hash dataHash) {

  private static final Set<String> OPERATIONS =
      EventTypes.under(OperationsEvent.class).all().keySet();

  boolean aboutOperations() {
    return OPERATIONS.contains(type);
  }

  /** What was sealed once, and is to be sealed anew because it was never published. */
  static Pending again(String topic, Envelope sealed, byte[] data) {
    return new Pending(
        sealed.id(),
        topic,
        sealed.type(),
        sealed.subject(),
        sealed.source().shard(),
        sealed.time(),
        sealed.correlationId(),
        sealed.causationId(),
        sealed.auth(),
        sealed.force(),
        sealed.classification(),
        sealed.dataSalt(),
        sealed.traceparent(),
        data,
        Leaf.dataHash(sealed.dataSalt(), data));
  }

  /** Takes its place in the shard's history. */
  Row seal(Source source, long sequence, Hash previous) {
    var attributes = unhashed(source, sequence, previous).attributes();
    attributes.put("eventhash", Leaf.hash(Leaf.of(attributes, dataHash)).hex());
    return new Row(source.shard(), sequence, topic, subject, attributes, data);
  }

  /** All of its envelope but the hash. */
  Envelope unhashed(Source source, long sequence, Hash previous) {
    return new Envelope(
        id,
        source,
        type,
        subject,
        time,
        sequence,
        previous,
        Hash.ZERO,
        correlationId,
        causationId,
        auth,
        force,
        classification,
        salt,
        traceparent);
  }
}
