package crossforce.kit.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import crossforce.kit.events.Positions.Move;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LoopProfile.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PositionsTest extends LoopBed {
  private static final TopicPartition AT = new TopicPartition("kit.copies.v1", 5);

  @Inject Positions positions;
  @Inject Transactions transactions;

  /** An operator's replay parks a key while the loop waits for the position it holds. */
  @Test
  void a_key_that_was_parked_while_the_position_was_waited_for_is_seen() throws Exception {
    awaitSettled();
    var held = positions.all().get(AT).next();
    var move = new Move(AT, held, held, Optional.empty(), 0);

    try (var replaying = database.superuser()) {
      replaying.setAutoCommit(false);
      try (var statement = replaying.createStatement()) {
        statement.execute(
            """
            update event_offsets set last_sequence = last_sequence
            where topic = 'kit.copies.v1' and partition = 5\
            """);
        statement.execute(
            """
            insert into parked_keys (topic, key, reason, since, next_try, last_error)
            values ('kit.copies.v1', 'parked meanwhile', 'failed', now(), now(), 'none')\
            """);
      }
      var advanced =
          CompletableFuture.supplyAsync(
              () -> transactions.inOne(() -> positions.advance(List.of(move), Optional.empty())));
      await()
          .atMost(PATIENCE)
          .until(() -> !database.rows("select 1 from pg_locks where not granted").isEmpty());
      replaying.commit();

      assertThat(advanced.get().get(AT).parked()).isTrue();
    } finally {
      database.run("delete from parked_keys where key = 'parked meanwhile'");
    }
  }
}
