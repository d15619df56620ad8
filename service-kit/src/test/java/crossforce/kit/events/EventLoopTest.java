package crossforce.kit.events;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import crossforce.contract.wire.Envelope.Auth;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Topic;
import crossforce.contract.wire.WireJson;
import crossforce.kit.events.TaleEvent.NewerEvent;
import crossforce.kit.events.TaleEvent.NewerEvent.TaleMistold;
import crossforce.kit.events.TaleEvent.NewerEvent.TaleSung;
import crossforce.kit.events.TaleEvent.TaleDedicated;
import crossforce.kit.events.TaleEvent.TaleTold;
import crossforce.kit.outbox.TellingEvent.Noted;
import crossforce.kit.outbox.TellingTopics;
import crossforce.kit.test.TestTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(LoopProfile.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventLoopTest extends LoopBed {
  private static final String HEARD_OF_TALES =
      "select 1 from heard where topic = 'kit.tales.v1' and key = '%s'";

  @Inject MeterRegistry meters;
  @Inject DeliveryStep step;
  @Inject Positions positions;
  @Inject Brokers brokers;
  @Inject EventsConfig config;
  @Inject Transactions transactions;
  @Inject Parking parking;
  @Inject Quarantine quarantine;
  @Inject Replay replay;

  @Test
  void an_event_is_reacted_to_once_by_all_in_their_order() {
    var key = key();

    var told = tell(key, "once");

    awaitHeard(key, "once");
    assertThat(database.rows("select heard from remembered where event_id = '" + told.id() + "'"))
        .containsExactly(List.of(1L));
  }

  @Test
  void duplicates_and_late_deliveries_are_acted_on_once() {
    var key = key();
    var first = tell(key, "first");
    tell(key, "second");

    wire.tellAgain(TaleEvent.TALES, first, new TaleTold(key, "first"));
    tell(key, "third");
    wire.tellAgain(TaleEvent.TALES, first, new TaleTold(key, "first"));
    awaitSettled();

    assertThat(heard(key)).containsExactly("first", "second", "third");
  }

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

  @Test
  void a_refusal_is_noted_and_the_loop_goes_on() {
    var key = key();

    tell(key, "refuse this");
    tell(key, "but not this");

    awaitHeard(key, "refuse this", "but not this");
    assertThat(parked(key)).isEmpty();
    assertThat(
            meters
                .counter("crossforce.refused", "topic", "kit.tales.v1", "code", "not-listening")
                .count())
        .isPositive();
  }

  @Test
  void trouble_is_tried_again_without_parking() {
    var key = key();
    mood.troubles.put("troubled", new AtomicInteger(3));

    tell(key, "troubled");
    tell(key, "next");

    awaitHeard(key, "troubled", "next");
    assertThat(parked(key)).isEmpty();
    assertThat(mood.troubles.get("troubled").get()).isNegative();
  }

  @Test
  void a_lost_race_is_decided_again_a_few_times_and_then_parked() {
    var passing = key();
    var lasting = key();
    mood.races.put("passing race", new AtomicInteger(2));
    mood.races.put("lasting race", new AtomicInteger(1000));

    tell(passing, "passing race");
    tell(lasting, "lasting race");

    awaitHeard(passing, "passing race");
    awaitParked(lasting, 1);
  }

  @Test
  void what_cannot_be_read_is_quarantined_alone() {
    var key = key();
    var partition = Shard.of(key).number();
    tell(key, "before");
    var altered = tell(key, "true words");

    wire.tellRaw(
        "kit.tales.v1", partition, key, "garbage".getBytes(StandardCharsets.UTF_8), Map.of());
    wire.tellRaw("kit.tales.v1", partition, key, null, Map.of("ce_id", "no id"));
    var headers = new HashMap<String, String>();
    altered.attributes().forEach((name, value) -> headers.put("ce_" + name, value));
    headers.put("ce_sequence", "00000000000000999999");
    wire.tellRaw(
        "kit.tales.v1",
        partition,
        key,
        "{\"key\":\"x\"}".getBytes(StandardCharsets.UTF_8),
        headers);
    headers.put("ce_subject", "\0" + key);
    wire.tellRaw("kit.tales.v1", partition, key, new byte[0], headers);
    wire.tell(NewerEvent.TALES, new TaleMistold(key, List.of("in", "parts")));
    tell(key, "after");

    awaitHeard(key, "before", "true words", "after");
    var why =
        database.rows(
            """
            select why from quarantine where topic = 'kit.tales.v1' and partition = %d
            order by log_offset desc limit 5\
            """
                .formatted(partition));
    assertThat(why.toString())
        .contains("CloudEvent", "attribute", "altered", "NUL", "not a TaleTold");
    assertThat(parked(key)).isEmpty();
  }

  @Test
  void an_event_on_the_wrong_partition_or_of_another_teller_is_quarantined() {
    var key = key();
    var elsewhere = (Shard.of(key).number() + 1) % Shard.COUNT;
    var told = tell(key, "right");
    var headers = new HashMap<String, String>();
    told.attributes().forEach((name, value) -> headers.put("ce_" + name, value));

    var before = database.count("quarantine");
    wire.tellRaw("kit.tales.v1", elsewhere, key, "{}".getBytes(StandardCharsets.UTF_8), headers);

    awaitHeard(key, "right");
    await().atMost(PATIENCE).until(() -> database.count("quarantine") == before + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "ce_partitionkey, elsewhere",
    "content-type, text/html",
    "ce_dataclassification, OFFICIAL"
  })
  void an_event_with_what_stands_under_no_hash_is_quarantined(String header, String value) {
    var key = key();
    var before = database.count("quarantine");

    tellWith(key, header, value);

    await().atMost(PATIENCE).until(() -> database.count("quarantine") == before + 1);
    awaitSettled();
    assertThat(database.rows(HEARD_OF_TALES.formatted(key))).isEmpty();
  }

  @Test
  void what_travels_beside_an_event_is_no_part_of_it() {
    var key = key();

    tellWith(key, "traceparent", "00-" + "ab".repeat(16) + "-" + "cd".repeat(8) + "-01");

    await().atMost(PATIENCE).until(() -> database.rows(HEARD_OF_TALES.formatted(key)).size() == 1);
  }

  /** An event sealed as the teller's next, which others hear too, with another header. */
  private void tellWith(String key, String header, String value) {
    var tale = new TaleTold(key, "sealed");
    var headers = new HashMap<String, String>();
    wire.tell(TaleEvent.COPIES, tale)
        .attributes()
        .forEach((name, text) ->
            headers.put(name.equals("datacontenttype") ? "content-type" : "ce_" + name, text));
    headers.put(header, value);
    wire.tellRaw("kit.tales.v1", Shard.of(key).number(), key, WireJson.bytes(tale), headers);
  }

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
  void what_is_passed_over_is_behind_us_within_a_second_when_nothing_follows() {
    noteMoves();
    awaitSettled();

    // On a busy machine our own question may come late: then once more.
    await()
        .atMost(PATIENCE)
        .until(() -> {
          database.run("truncate moves");
          var before = passedOver();
          wire.tell(TaleEvent.TALES, new TaleDedicated(key(), "all"));
          var told = System.nanoTime();
          await()
              .pollInterval(Duration.ofMillis(20))
              .until(() -> database.count("moves") == 1 && passedOver() == before + 1);
          return Duration.ofNanos(System.nanoTime() - told).compareTo(Duration.ofSeconds(1)) < 0;
        });
  }

  @Test
  void what_is_put_off_is_lost_in_no_restart_and_no_rebalance() {
    noteMoves();
    awaitSettled();
    database.run("truncate moves");
    var before = passedOver();
    var key = key();
    var other = new EventLoop(config, brokers, step, positions);
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

  private static String keyOf(int shard) {
    var key = key();
    while (Shard.of(key).number() != shard) {
      key = key();
    }
    return key;
  }

  @Test
  void a_type_of_no_concern_to_any_reaction_is_passed_over_too() {
    var key = key();

    wire.tell(TaleEvent.TALES, new TaleDedicated(key, "all"));
    tell(key, "after");

    awaitHeard(key, "after");
    assertThat(parked(key)).isEmpty();
  }

  @Test
  void what_a_reaction_tells_is_caused_by_what_it_heard() {
    var key = key();

    var heard = tell(key, "pass it on");

    var told = wire.await(TellingTopics.TELLING, Noted.class, e -> e.key().equals(key)).envelope();
    assertThat(told.causationId()).contains(heard.id());
    assertThat(told.correlationId()).isEqualTo(heard.correlationId());
    assertThat(told.auth().type()).isEqualTo(Auth.Type.SYSTEM);
  }

  @Test
  void after_a_restart_the_loop_goes_on_where_it_was() {
    var key = key();
    tell(key, "before");
    awaitHeard(key, "before");

    loop.stop();
    tell(key, "meanwhile");
    loop.start();
    tell(key, "after");

    awaitHeard(key, "before", "meanwhile", "after");
  }

  @Test
  void a_second_instance_takes_its_part_and_nothing_twice() {
    var keys = IntStream.range(0, 40).mapToObj(_ -> key()).toList();
    var other = new EventLoop(config, brokers, step, positions);
    keys.forEach(key -> tell(key, "one"));

    other.start();
    keys.forEach(key -> tell(key, "two"));
    other.stop();
    keys.forEach(key -> tell(key, "three"));

    keys.forEach(key -> awaitHeard(key, "one", "two", "three"));
  }

  @Test
  void a_position_moved_by_another_owner_fences_this_one() {
    var key = key();
    tell(key, "ours");
    awaitHeard(key, "ours");
    awaitSettled();

    // As if another instance had already taken the next event and committed.
    database.run(
        """
        update event_offsets set next_offset = next_offset + 1
        where topic = 'kit.tales.v1' and partition = %d\
        """
            .formatted(Shard.of(key).number()));
    tell(key, "theirs");
    tell(key, "ours again");

    awaitHeard(key, "ours", "ours again");
  }

  @Test
  void killed_connections_lose_and_repeat_nothing() {
    var keys = IntStream.range(0, 20).mapToObj(_ -> key()).toList();
    for (var round = 0; round < 5; round++) {
      for (var key : keys) {
        tell(key, "round " + round);
      }
      database.run(
          """
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and usename = 'service'\
          """);
    }

    keys.forEach(key -> awaitHeard(key, "round 0", "round 1", "round 2", "round 3", "round 4"));
    keys.forEach(key -> assertThat(parked(key)).isEmpty());
  }

  @Test
  void the_lag_of_a_stopped_loop_is_what_was_told_since() {
    awaitSettled();
    loop.stop();

    for (var n = 0; n < 17; n++) {
      tell(key(), "waits");
    }

    var gauge = meters.get("crossforce.loop.lag").tag("topic", "kit.tales.v1").gauge();
    await().atMost(PATIENCE).until(() -> gauge.value() == 17);
    assertThat(state.settled()).isFalse();
    loop.start();
    awaitSettled();
    await().atMost(PATIENCE).until(() -> gauge.value() == 0);
  }

  @Test
  void a_partition_read_too_far_hides_no_lag_of_another() {
    awaitSettled();
    loop.stop();
    var moveBy =
        "update event_offsets set next_offset = next_offset + (%d)"
            + " where topic = 'kit.tales.v1' and partition = 3";
    database.run(moveBy.formatted(5));

    for (var n = 0; n < 3; n++) {
      tell(keyOf(4), "waits");
    }

    var gauge = meters.get("crossforce.loop.lag").tag("topic", "kit.tales.v1").gauge();
    await().atMost(PATIENCE).until(() -> gauge.value() == 3);
    assertThat(state.settled()).isFalse();
    database.run(moveBy.formatted(-5));
    loop.start();
    awaitSettled();
  }

  @Test
  void what_cannot_be_measured_is_not_shown_as_it_was() {
    awaitSettled();
    var lag = meters.get("crossforce.loop.lag").tag("topic", "kit.tales.v1").gauge();
    var quarantined = meters.get("crossforce.quarantined").gauge();
    await().atMost(PATIENCE).until(() -> lag.value() == 0);

    database.run("revoke select on quarantine from service");
    try {
      await().atMost(PATIENCE).until(() -> Double.isNaN(lag.value()));
      assertThat(quarantined.value()).isNaN();
    } finally {
      database.run("grant select on quarantine to service");
    }
    await().atMost(PATIENCE).until(() -> lag.value() == 0);
  }

  @Test
  void a_topic_that_is_not_there_yet_is_not_caught_up_with() throws Exception {
    var topic = Topic.of("kit.unmade.v1", TaleEvent.TELLER, TaleEvent.class);
    var hearing =
        new DeliveryStep(
            hearing(topic), transactions, positions, parking, quarantine, replay, meters);
    var behind = new LoopState(config, loop, new LogEnds(brokers, hearing), positions, parking);

    behind.measure();
    assertThat(behind.hasCaughtUp()).isFalse();

    try (var admin = TestTopics.admin()) {
      admin.createTopics(List.of(new NewTopic(topic.name(), 16, (short) 1))).all().get();
    }
    await()
        .atMost(PATIENCE)
        .until(() -> {
          behind.measure();
          return behind.hasCaughtUp();
        });
  }

  private static RecordsHandler hearing(Topic<?> topic) {
    return new RecordsHandler() {
      @Override
      public Collection<Topic<?>> topics() {
        return List.of(topic);
      }

      @Override
      public boolean concerns(Delivery delivery) {
        return false;
      }

      @Override
      public void handle(List<Delivery> deliveries) {}
    };
  }

  @Test
  void a_topic_made_anew_or_cut_stops_its_partition_with_an_alarm() {
    var key = key();
    var at = "topic = 'kit.lost.v1' and partition = " + Shard.of(key).number();
    tell(TaleEvent.LOST, key, "kept");
    awaitHeard(key, "kept");
    loop.stop();
    database.run("update event_offsets set topic_id = 'another' where " + at);

    loop.start();
    await().atMost(PATIENCE).until(() -> state.stopped().toString().contains("made anew"));
    assertThat(state.stopped()).hasSize(1);
    given().get("/q/health/ready").then().statusCode(503).body(containsString("made anew"));
    loop.stop();
    database.run(
        "update event_offsets set topic_id = (select max(topic_id) from event_offsets o where o.topic = 'kit.lost.v1' and topic_id <> 'another'), next_offset = 77 where "
            + at);
    loop.start();
    await().atMost(PATIENCE).until(() -> state.stopped().toString().contains("log ends at"));

    loop.stop();
    database.run("update event_offsets set next_offset = 1 where " + at);
    loop.start();
    tell(TaleEvent.LOST, key, "mended");
    awaitHeard(key, "kept", "mended");
    given()
        .get("/q/health/ready")
        .then()
        .body("checks.find { it.name == 'events' }.status", equalTo("UP"));
    assertThat(state.stopped()).isEmpty();
  }
}
