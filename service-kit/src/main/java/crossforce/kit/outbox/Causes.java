package crossforce.kit.outbox;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.EventTypes;
import crossforce.contract.wire.Follows;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds the event that made another one possible; see {@link Follows}. */
final class Causes {
  private static final ClassValue<Followed> FOLLOWED =
      new ClassValue<>() {
        @Override
        protected Followed computeValue(Class<?> type) {
          var follows = type.getAnnotation(Follows.class);
          return Followed.of(follows == null ? List.of() : List.of(follows.value()));
        }
      };

  private Causes() {}

  /** What an event may follow, and the names of that on the wire. */
  private record Followed(List<Class<? extends Event>> types, Set<String> names) {
    static Followed of(List<Class<? extends Event>> types) {
      return new Followed(
          types, types.stream().map(EventTypes::nameOf).collect(Collectors.toUnmodifiableSet()));
    }
  }

  /**
   * @param toldBefore what the same transaction has told already, in order
   * @param reactingTo the event that is being reacted to
   */
  static Optional<UUID> of(Event event, List<Pending> toldBefore, Optional<Envelope> reactingTo) {
    var followed = FOLLOWED.get(event.getClass());
    return latest(followed.names(), event.key(), toldBefore)
        .or(() -> reactingTo.map(Envelope::id))
        .or(() -> followed.types().stream().findFirst().flatMap(first -> sameThing(event, first)));
  }

  private static Optional<UUID> latest(Set<String> names, String key, List<Pending> toldBefore) {
    return toldBefore.reversed().stream()
        .filter(told -> names.contains(told.type()) && told.subject().equals(key))
        .map(Pending::id)
        .findFirst();
  }

  private static Optional<UUID> sameThing(Event event, Class<? extends Event> first) {
    return event.once().map(thing -> EventTypes.idOf(thing, first));
  }
}
