package crossforce.contract.wire;

import java.util.Optional;
import java.util.UUID;

/** Something that happened, as told on a topic: one record per type, additive for ever. */
public interface Event {
  /**
   * The ordering key: events with the same key are seen in order, and are the envelope's subject.
   */
  String key();

  /**
   * The thing that this can happen to only once, such as the call that a {@code DonorCalled} makes.
   * The event's id is then derived from it, so that whoever acts on the thing later can name its
   * cause, and a second telling is seen as one.
   */
  default Optional<UUID> once() {
    return Optional.empty();
  }
}
