package crossforce.kit.test;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Event;

/** An event as it stands on a topic. */
public record Told<E extends Event>(
    E event, Envelope envelope, byte[] data, int partition, long offset) {}
