package crossforce.kit.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import crossforce.contract.wire.Shard;
import crossforce.kit.events.TaleEvent.NewerEvent;
import crossforce.kit.events.TaleEvent.NewerEvent.TaleSung;
import crossforce.kit.events.TaleEvent.TaleDedicated;
import crossforce.kit.time.MachineTime;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LoopProfile.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PassedOverTest extends LoopBed {
  @Inject MeterRegistry meters;
  @Inject DeliveryStep step;
  @Inject Positions positions;
  @Inject Brokers brokers;
  @Inject EventsConfig config;

  @Test
  void an_unknown_type_is_passed_over_and_holds_nobody() {
    var key = key();
    tell(key, "before");
    awaitSettled();
    var before = passedOver();

    wire.tell(NewerEvent.TALES, new TaleSung(key, "do re mi"));
    tell(key, "after");

    awaitHeard(key, "before", "after");
    await().atMost(PATIENCE).until(() -> passedOver() == before + 1);
    assertThat(parked(key)).isEmpty();
  }

  private double passedOver() {
    return meters.counter("crossforce.passedover", "topic", "kit.tales.v1").count();
  }

  @Test
  void what_is_passed_over_shares_the_transaction_of_what_comes_next() {
    noteMoves();
    var keys = new ArrayList<String>();
    for (var shard = 0; shard < Shard.COUNT; shard++) {
      keys.add(keyOf(shard));
    }

    // On a busy machine what follows may come too late to be waited for: then once more.
    await()
        .atMost(PATIENCE)
        .until(() -> {
          awaitSettled();
          database.run("truncate moves");
          keys.forEach(key -> wire.tell(TaleEvent.TALES, new TaleDedicated(key, "all")));
          keys.forEach(key -> tell(key, "after"));
          awaitSettled();
          return database.rows("select distinct xmin::text from moves").size() <= Shard.COUNT;
        });
  }

  @Test
  void what_is_passed_over_is_behind_us_even_when_nothing_follows() {
    awaitSettled();
    var before = passedOver();

    wire.tell(TaleEvent.TALES, new TaleDedicated(key(), "all"));

    await().atMost(PATIENCE).until(() -> passedOver() == before + 1);
    awaitSettled();
  }

  @Test
  void what_is_put_off_is_lost_in_no_restart_and_no_rebalance() {
    noteMoves();
    awaitSettled();
    database.run("truncate moves");
    var before = passedOver();
    var key = key();
    var other = new EventLoop(config, brokers, step, positions, new MachineTime());
    var dedication = new TaleDedicated(key, "all");

    wire.tell(TaleEvent.TALES, dedication);
    loop.stop();
    tell(key, "told while it stood");
    wire.tell(TaleEvent.TALES, dedication);
    loop.start();
    wire.tell(TaleEvent.TALES, dedication);
    other.start();
    tell(key, "told as another came");
    wire.tell(TaleEvent.TALES, dedication);
    other.stop();
    tell(key, "told as it went");

    awaitHeard(key, "told while it stood", "told as another came", "told as it went");
    awaitSettled();
    await().atMost(PATIENCE).until(() -> passedOver() == before + 4);
    assertThat(
            database.rows(
                """
                select 1 from (
                  select before, lag(after) over (partition by topic, partition order by n) as last
                  from moves) as m
                where before <> last\
                """))
        .isEmpty();
  }

  /** Each change of a position is noted from now on. */
  private void noteMoves() {
    database.run(
        """
        create table if not exists moves (
          n bigserial, topic text, partition integer, before bigint, after bigint)\
        """,
        """
        create or replace function note_move() returns trigger
        language plpgsql security definer as $$
        begin
          insert into moves (topic, partition, before, after)
          values (new.topic, new.partition, old.next_offset, new.next_offset);
          return null;
        end $$\
        """,
        """
        create or replace trigger moves_are_noted after update on event_offsets
        for each row execute function note_move()\
        """);
  }

  @Test
  void a_type_of_no_concern_to_any_reaction_is_passed_over_too() {
    var key = key();

    wire.tell(TaleEvent.TALES, new TaleDedicated(key, "all"));
    tell(key, "after");

    awaitHeard(key, "after");
    assertThat(parked(key)).isEmpty();
  }
}
