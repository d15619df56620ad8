package crossforce.kit.outbox;

import crossforce.contract.wire.Event;
import crossforce.contract.wire.EventType;
import crossforce.contract.wire.Follows;
import java.util.Optional;
import java.util.UUID;

/** Events of the kit's own tests, since the kit knows none of the services'. */
public sealed interface TellingEvent extends Event {
  UUID thing();

  @Override
  default String key() {
    return thing().toString();
  }

  /** Happens to a thing once. */
  sealed interface Once extends TellingEvent {
    @Override
    default Optional<UUID> once() {
      return Optional.of(thing());
    }
  }

  /** A beginning. */
  @EventType("thing-begun")
  record Begun(UUID thing, String text) implements Once {}

  /** Follows a beginning. */
  @EventType("thing-done")
  @Follows(Begun.class)
  record Done(UUID thing, String text) implements Once {}

  /** May happen often, and follows what was done or begun. */
  @EventType("thing-noted")
  @Follows({Done.class, Begun.class})
  record Noted(UUID thing, String text) implements TellingEvent {}
}
