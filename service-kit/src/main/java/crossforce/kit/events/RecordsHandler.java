package crossforce.kit.events;

import crossforce.contract.wire.Topic;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the event loop hands events to. Usually that is the {@link Reaction}s of the service; a
 * service that treats all events alike, such as the audit, has one bean of this type instead.
 */
public interface RecordsHandler {
  Collection<Topic<?>> topics();

  /** Whether there is anything to do about it; else it is counted and passed over. */
  boolean concerns(Delivery delivery);

  /**
   * Takes events, each partition's in their order, inside the transaction that stores the
   * positions. It throws as a reaction does, or {@link UnreadableException} when the data is not of
   * its type.
   */
  void handle(List<Delivery> deliveries);

  /**
   * Whether it takes every record as it came instead: repeats too, and bytes that are no event.
   * Then nothing is skipped, parked or quarantined by the loop, and what fails is tried again.
   */
  default boolean takesEveryRecord() {
    return false;
  }

  /** Takes records as {@link #handle} takes events, when it {@link #takesEveryRecord()}. */
  default void take(List<ConsumerRecord<byte[], byte[]>> records) {
    throw new UnsupportedOperationException("it takes events only");
  }
}
