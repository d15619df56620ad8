package crossforce.contract.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The type names of the events under one sealed interface, in both directions. */
public final class EventTypes<E extends Event> {
  private final Map<String, Class<? extends E>> byName = new HashMap<>();

  private EventTypes() {}

  public static <E extends Event> EventTypes<E> under(Class<E> sealedType) {
    var types = new EventTypes<E>();
    for (var type : leavesOf(sealedType)) {
      if (types.byName.put(nameOf(type), type) != null) {
        throw new IllegalStateException("two events are named " + nameOf(type));
      }
    }
    return types;
  }

  public static String nameOf(Class<? extends Event> type) {
    var annotation = type.getAnnotation(EventType.class);
    if (annotation == null) {
      throw new IllegalStateException(type + " has no @EventType");
    }
    return annotation.value();
  }

  /** The id of the one event of this type about this thing; see {@link Event#once()}. */
  public static UUID idOf(UUID thing, Class<? extends Event> type) {
    return NameUuid.of(thing, nameOf(type));
  }

  public static UUID idOf(Event event) {
    return event.once().map(thing -> idOf(thing, event.getClass())).orElseGet(UUID::randomUUID);
  }

  public Optional<Class<? extends E>> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Map<String, Class<? extends E>> all() {
    return Map.copyOf(byName);
  }

  @SuppressWarnings("unchecked") // Permitted subclasses of E are of type E.
  private static <E> List<Class<? extends E>> leavesOf(Class<E> type) {
    var permitted = type.getPermittedSubclasses();
    if (permitted == null) {
      return List.of(type);
    }
    var leaves = new ArrayList<Class<? extends E>>();
    for (var subclass : permitted) {
      leaves.addAll(leavesOf((Class<E>) subclass));
    }
    return leaves;
  }
}
