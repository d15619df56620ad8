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
import java.util.stream.Stream;

/** Finds the event that made another one possible; see {@link Follows}. */
final class Causes {
  private Causes() {}

  /**
   * @param toldBefore what the same transaction has told already, in order
   * @param reactingTo the event that is being reacted to
   */
  static Optional<UUID> of(Event event, List<Pending> toldBefore, Optional<Envelope> reactingTo) {
    var followed = followedBy(event);
    var names = followed.stream().map(EventTypes::nameOf).collect(Collectors.toSet());
    return latest(names, event.key(), toldBefore)
        .or(() -> reactingTo.map(Envelope::id))
        .or(() -> followed.stream().findFirst().flatMap(first -> sameThing(event, first)));
  }

  private static List<Class<? extends Event>> followedBy(Event event) {
    var follows = event.getClass().getAnnotation(Follows.class);
    return follows == null ? List.of() : Stream.of(follows.value()).toList();
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
