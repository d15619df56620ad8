package crossforce.kit.events;

import crossforce.contract.wire.Envelope;

/** An event as it arrived: its envelope fits its data, and its place in the log is known. */
@SuppressWarnings("ArrayRecordComponent") // The bytes are kept as they came and never compared.
public record Delivery(String topic, int partition, long offset, Envelope envelope, byte[] data) {
  /** The ordering key. */
  public String key() {
    return envelope.subject();
  }

  public long sequence() {
    return envelope.sequence();
  }

  /** Where it lies and what it is, never what it says. */
  @Override
  public String toString() {
    return "%s %s of %s at %s-%d@%d"
        .formatted(envelope.type(), envelope.id(), key(), topic, partition, offset);
  }
}
