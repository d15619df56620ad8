package crossforce.kit.outbox;

import crossforce.contract.Classification;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Where a desk tells what happened: the events become part of its transaction, and are sealed just
 * before commit.
 */
@ApplicationScoped
public class Outbox {
  /** Tells events of a classification inherited from the event reacted to, else OFFICIAL. */
  public <E extends Event> void append(Topic<E> topic, List<? extends E> events) {
    throw new UnsupportedOperationException();
  }

  public <E extends Event> void append(
      Topic<E> topic, List<? extends E> events, Classification classification) {
    throw new UnsupportedOperationException();
  }
}
