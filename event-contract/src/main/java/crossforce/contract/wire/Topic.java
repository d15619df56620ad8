package crossforce.contract.wire;

import java.util.Optional;

/** A topic and the sealed type of the events on it; written by one service only. */
public record Topic<E extends Event>(String name, String producer, EventTypes<E> types) {
  public static <E extends Event> Topic<E> of(String name, String producer, Class<E> events) {
    return new Topic<>(name, producer, EventTypes.under(events));
  }

  /**
   * The event in these bytes; empty for a type that this contract does not know yet.
   *
   * @throws IllegalArgumentException when the type is known and the bytes are not of it
   */
  public Optional<E> read(String type, byte[] data) {
    return types.named(type).map(known -> WireJson.read(data, known));
  }
}
