package crossforce.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.EventTypes;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Source;
import crossforce.kit.outbox.TellingEvent.Begun;
import crossforce.kit.outbox.TellingEvent.Done;
import crossforce.kit.outbox.TellingEvent.Noted;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CausesTest {
  private static final UUID THING = UUID.fromString("11111111-1111-4111-8111-111111111111");
  private static final UUID OTHER = UUID.fromString("22222222-2222-4222-8222-222222222222");

  private final Pending begun = OutboxBed.pending(new Begun(THING, ""));
  private final Pending done = OutboxBed.pending(new Done(THING, ""));
  private final Pending otherDone = OutboxBed.pending(new Done(OTHER, ""));

  @Test
  void the_latest_followed_event_of_the_transaction_with_the_same_key_comes_first() {
    var told = List.of(begun, done, otherDone);

    var cause = Causes.of(new Noted(THING, ""), told, reaction());

    assertThat(cause).contains(done.id());
  }

  @Test
  void else_the_event_reacted_to() {
    assertThat(Causes.of(new Done(THING, ""), List.of(otherDone), reaction()))
        .contains(otherDone.id());
    assertThat(Causes.of(new Begun(THING, ""), List.of(), reaction())).contains(otherDone.id());
  }

  @Test
  void else_the_first_followed_event_about_the_same_thing() {
    assertThat(Causes.of(new Done(THING, ""), List.of(), Optional.empty()))
        .contains(EventTypes.idOf(THING, Begun.class));
  }

  @Test
  void else_none() {
    assertThat(Causes.of(new Begun(THING, ""), List.of(), Optional.empty())).isEmpty();
    assertThat(Causes.of(new Noted(THING, ""), List.of(), Optional.empty())).isEmpty();
  }

  private Optional<Envelope> reaction() {
    return Optional.of(
        otherDone.seal(new Source("kit-test", new Shard(0), 1), 1, Hash.ZERO).envelope());
  }
}
