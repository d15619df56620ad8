package crossforce.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.Shard;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TurnsTest {
  private static final Shard ONE = new Shard(1);
  private static final Shard TWO = new Shard(2);
  private static final Head HEAD = new Head(ONE, 1, 7, Hash.ZERO, Optional.empty());

  private final Turns turns = new Turns();

  @Test
  void a_turn_begins_with_the_head_that_the_one_before_left() {
    turns.take(List.of(ONE)).end(List.of(HEAD));

    var next = turns.take(List.of(ONE));
    assertThat(next.left(ONE)).contains(HEAD);
    next.end(List.of());
    assertThat(turns.take(List.of(ONE)).left(ONE)).as("it did not commit").isEmpty();
  }

  @Test
  void one_waits_for_the_other_and_not_for_other_shards() {
    var first = turns.take(List.of(ONE));
    var second = CompletableFuture.supplyAsync(() -> turns.take(List.of(ONE)).left(ONE));

    turns.take(List.of(TWO)).end(List.of());
    assertThat(second).isNotDone();
    first.end(List.of(HEAD));

    assertThat(second.join()).contains(HEAD);
  }

  @Test
  void who_has_waited_too_long_goes_on_without_a_turn_and_knows_nothing() {
    turns.take(List.of(ONE)).end(List.of(HEAD));
    var stuck = turns.take(List.of(ONE));

    var late = turns.take(List.of(ONE));

    assertThat(late.left(ONE)).isEmpty();
    late.end(List.of(HEAD));
    var next = CompletableFuture.supplyAsync(() -> turns.take(List.of(ONE)));
    assertThat(next).as("the turn is still the other's").isNotDone();
    stuck.end(List.of());
    await().until(next::isDone);
  }
}
