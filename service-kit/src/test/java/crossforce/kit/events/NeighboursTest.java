package crossforce.kit.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import crossforce.contract.wire.Shard;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Events that come together share a transaction, and none suffers from another. */
@QuarkusTest
@TestProfile(LoopProfile.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class NeighboursTest extends LoopBed {
  @Test
  void neighbours_share_transactions_and_keep_their_order() {
    var one = key();
    var other = keyOf((Shard.of(one).number() + 1) % Shard.COUNT);
    loop.stop();
    var texts = IntStream.range(0, 125).mapToObj(n -> "tale " + n).toArray(String[]::new);
    for (var text : texts) {
      tell(one, text);
      tell(TaleEvent.COPIES, other, text);
    }

    loop.start();

    awaitHeard(one, texts);
    awaitHeard(other, texts);
    var transactions =
        database.rows(
            "select distinct xmin::text from heard where key in ('%s', '%s')"
                .formatted(one, other));
    assertThat(transactions).hasSizeLessThan(25);
  }

  @Test
  void one_that_fails_is_parked_alone_and_its_neighbours_are_taken() {
    var bad = key();
    var good = neighbourOf(bad);
    mood.poisonous.add("bad tale");
    loop.stop();
    tell(good, "before");
    tell(bad, "bad tale");
    tell(TaleEvent.COPIES, good, "elsewhere");
    tell(good, "later");

    loop.start();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(heard(good)).containsExactlyInAnyOrder("before", "later", "elsewhere"));
    awaitParked(bad, 1);
  }

  @Test
  void what_neighbours_make_a_service_tell_is_not_caused_by_one_another() {
    var key = key();
    loop.stop();
    var first = tell(key, "begin");
    var second = tell(key, "pass it on");

    loop.start();

    awaitHeard(key, "begin", "pass it on");
    assertThat(causesOf(key)).containsExactly(first.id().toString(), second.id().toString());
  }

  private List<String> causesOf(String key) {
    return database
        .rows(
            "select attributes ->> 'causationid' from outbox where subject = '%s' order by sequence"
                .formatted(key))
        .stream()
        .map(row -> (String) row.getFirst())
        .toList();
  }

  @Test
  void neighbours_do_not_wait_long_for_locks_that_people_hold() throws Exception {
    var key = key();
    database.run("insert into remembered (event_id, heard) values ('%s', 0)".formatted(key));
    loop.stop();
    tell(key, "before");
    tell(key, "lock " + key);
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select 1 from remembered where event_id = '%s' for update".formatted(key));

      loop.start();

      awaitHeard(key, "before"); // Taken by itself, since together they had to wait.
      connection.rollback();
    }
    awaitHeard(key, "before", "lock " + key);
  }
}
