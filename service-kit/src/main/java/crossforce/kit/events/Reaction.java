package crossforce.kit.events;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.Topic;

/**
 * What a service does when it learns of an event: a CDI bean, one class a requirement. All
 * reactions to an event share one transaction with its offset, in the order of their
 * {@code @Priority}. They do not catch: trouble is retried, an event that still fails is parked, a
 * refusal is noted.
 */
public interface Reaction<E extends Event> {
  Topic<E> topic();

  void on(E event, Envelope envelope);
}
