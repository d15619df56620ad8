package crossforce.kit.events;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.Topic;

/**
 * What a service does when it learns of an event: a CDI bean, one class a requirement. All
 * reactions to an event share one transaction with its offset, in the order of their
 * {@code @Priority} (smaller first, 2500 when there is none). They do not catch: trouble is
 * retried, an event that still fails is parked, a refusal is noted.
 */
public interface Reaction<E extends Event> {
  Topic<E> topic();

  void on(E event, Envelope envelope);

  /**
   * Whether it does anything about events of this type; an event that concerns no reaction is
   * passed over, which costs no transaction of its own.
   */
  default boolean concerns(Class<? extends E> type) {
    return true;
  }

  /**
   * True for a pure copy, which tells nothing: events next to each other whose every reaction may
   * share are taken in one transaction.
   */
  default boolean mayShareTransaction() {
    return false;
  }
}
