package crossforce.kit.events;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.Topic;

/**
 * What a service does when it learns of an event: a CDI bean, one class a requirement. All
 * reactions to an event share one transaction with its offset, in the order of their
 * {@code @Priority} (smaller first, 2500 when there is none). Neighbours may share it, too; when
 * anything of it fails, each event is taken again in a transaction of its own. They do not catch:
 * trouble is retried, an event that still fails is parked, a refusal is noted.
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
}
