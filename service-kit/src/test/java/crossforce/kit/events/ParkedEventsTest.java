package crossforce.kit.events;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import crossforce.contract.wire.OperationsEvent.ParkedEventsDiscarded;
import crossforce.kit.outbox.TellingTopics;
import crossforce.kit.test.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LoopProfile.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ParkedEventsTest extends LoopBed {
  private static final String TALES = "kit.tales.v1";

  @Inject MeterRegistry meters;
  @Inject Replay replay;

  @Test
  void poison_is_parked_with_its_later_siblings_and_others_go_on() {
    var poisoned = key();
    var other = neighbourOf(poisoned);
    mood.poisonous.add("poison 1");
    tell(poisoned, "before");

    tell(poisoned, "poison 1");
    tell(poisoned, "sibling");
    tell(other, "untouched");

    awaitHeard(other, "untouched");
    awaitParked(poisoned, 2);
    assertThat(heard(poisoned)).containsExactly("before");
    assertThat(parked(poisoned)).containsExactly(List.of("failed", ""));
  }

  @Test
  void replay_takes_them_in_order_and_frees_the_key() {
    var key = key();
    mood.poisonous.add("poison 2");
    tell(key, "poison 2");
    tell(key, "sibling");
    awaitParked(key, 2);
    replay(key).body("end", equalTo("still-parked")).body("replayed", equalTo(0));
    mood.poisonous.remove("poison 2");

    replay(key).body("end", equalTo("freed")).body("replayed", equalTo(2));

    tell(key, "later");
    awaitHeard(key, "poison 2", "sibling", "later");
    assertThat(parked(key)).isEmpty();
  }

  @Test
  void replay_stops_at_the_next_that_fails() {
    var key = key();
    mood.poisonous.addAll(List.of("poison 3", "poison 4"));
    tell(key, "poison 3");
    tell(key, "poison 4");
    tell(key, "sibling");
    awaitParked(key, 3);
    mood.poisonous.remove("poison 3");

    replay(key).body("end", equalTo("still-parked")).body("replayed", equalTo(1));

    assertThat(heard(key)).containsExactly("poison 3");
    assertThat(parked(key)).hasSize(1);
  }

  @Test
  void a_race_lost_while_replayed_is_decided_again() {
    var key = key();
    mood.poisonous.add("poison and race");
    tell(key, "poison and race");
    awaitParked(key, 1);
    mood.poisonous.remove("poison and race");
    mood.races.put("poison and race", new AtomicInteger(2));

    operator().put("/parked-keys/{t}/{k}/replay", TALES, key).then().statusCode(200);

    assertThat(heard(key)).containsExactly("poison and race");
    assertThat(parked(key)).isEmpty();
  }

  @Test
  void replays_at_once_quarantine_what_cannot_be_read_and_nothing_else() throws Exception {
    var key = key();
    mood.poisonous.add("poison before new words");
    tell(key, "poison before new words");
    tell(key, "new words behind");
    tell(key, "good");
    awaitParked(key, 3);
    mood.unreadable.add("new words behind");
    mood.poisonous.remove("poison before new words");

    try (var replays = Executors.newFixedThreadPool(4)) {
      for (var n = 0; n < 4; n++) {
        replays.submit(() -> replay.drain(new Parking.Key(TALES, key)));
      }
    }

    assertThat(heard(key)).containsExactly("poison before new words", "good");
    assertThat(
            database.rows(
                "select 1 from quarantine where record_key = convert_to('%s', 'UTF8')"
                    .formatted(key)))
        .hasSize(1);
  }

  @Test
  void events_that_come_while_a_key_is_replayed_are_neither_lost_nor_overtaken() {
    var key = key();
    mood.poisonous.add("poison 5");
    tell(key, "poison 5");
    for (var n = 0; n < 50; n++) {
      tell(key, "sibling " + n);
    }
    awaitParked(key, 51);
    mood.poisonous.remove("poison 5");

    var replaying = Thread.ofPlatform().start(() -> replay(key));
    for (var n = 50; n < 100; n++) {
      tell(key, "sibling " + n);
    }
    awaitJoined(replaying);
    awaitSettled();

    assertThat(parked(key)).isEmpty();
    assertThat(heard(key)).hasSize(101).startsWith("poison 5", "sibling 0").endsWith("sibling 99");
    assertThat(heard(key)).doesNotHaveDuplicates();
  }

  @Test
  void discarding_leaves_an_event_with_who_and_why() {
    var key = key();
    mood.poisonous.add("poison 6");
    var poison = tell(key, "poison 6");
    tell(key, "sibling");
    awaitParked(key, 2);

    operator()
        .body(Map.of("why", "told by mistake", "eventIds", List.of(poison.id())))
        .put("/parked-keys/{topic}/{key}/discard", TALES, key)
        .then()
        .statusCode(200)
        .body("discarded", equalTo(1));

    replay(key).body("end", equalTo("freed"));
    awaitHeard(key, "sibling");
    var told =
        wire.await(
            TellingTopics.OPERATIONS,
            ParkedEventsDiscarded.class,
            event -> event.parkedKey().equals(key));
    assertThat(told.event().eventIds()).containsExactly(poison.id());
    assertThat(told.event().why()).isEqualTo("told by mistake");
    assertThat(told.event().by()).isEqualTo(told.envelope().auth().id());
    assertThat(told.event().topic()).isEqualTo(TALES);
  }

  @Test
  void naming_no_event_discards_none() {
    var key = key();
    mood.poisonous.add("poison 9");
    tell(key, "poison 9");
    awaitParked(key, 1);

    operator()
        .body(Map.of("why", "a selection of none", "eventIds", List.of()))
        .put("/parked-keys/{topic}/{key}/discard", TALES, key)
        .then()
        .statusCode(422);

    assertThat(parked(key)).hasSize(1);
  }

  @Test
  void an_event_too_early_waits_with_its_siblings_for_what_it_needs() {
    var key = key();
    var needed = key();

    tell(key, "after " + needed);
    tell(key, "sibling");
    awaitParked(key, 2);
    assertThat(parked(key)).containsExactly(List.of("too-early", needed));
    tell(needed, "here");

    awaitHeard(key, "after " + needed, "sibling");
    assertThat(parked(key)).isEmpty();
  }

  @Test
  void what_waited_in_masses_does_not_keep_the_others_waiting() {
    var key = key();
    var needed = key();
    var other = neighbourOf(needed);
    tell(key, "after " + needed);
    for (var n = 0; n < 500; n++) {
      tell(key, "sibling " + n);
    }
    awaitParked(key, 501);

    tell(needed, "here");
    tell(other, "in between");

    await().atMost(PATIENCE).until(() -> heard(key).size() == 501);
    assertThat(heard(key)).doesNotHaveDuplicates().endsWith("sibling 499");
    assertThat(parked(key)).isEmpty();
    assertThat(
            database.rows(
                """
                select 1 from heard where key = '%s'
                and n < (select max(n) from heard where key = '%s')\
                """
                    .formatted(other, key)))
        .hasSize(1);
  }

  @Test
  void what_is_freed_frees_what_waited_for_it() {
    var last = key();
    var middle = key();
    var first = key();

    tell(last, "after " + middle);
    awaitParked(last, 1);
    tell(middle, "after " + first);
    awaitParked(middle, 1);
    tell(first, "here");

    awaitHeard(last, "after " + middle);
    awaitHeard(middle, "after " + first);
  }

  @Test
  void a_wake_lost_in_a_crash_is_made_good() {
    var key = key();
    var needed = key();
    tell(key, "after " + needed);
    awaitParked(key, 1);

    // Told, and then the service died before it looked at what waited.
    database.run("insert into heard (topic, key, text) values ('x', '%s', 'x')".formatted(needed));

    awaitHeard(key, "after " + needed);
  }

  @Test
  void waiting_too_long_raises_the_alarm_and_all_gauges_tell_the_truth() {
    var early = key();
    tell(early, "after " + key());
    awaitParked(early, 1);
    var key = key();
    mood.poisonous.add("poison 7");
    tell(key, "poison 7");
    tell(key, "sibling");
    awaitParked(key, 2);

    awaitGauge("crossforce.parked.keys", "select count(*) from parked_keys");
    awaitGauge("crossforce.parked.events", "select count(*) from parked_events");
    awaitGauge(
        "crossforce.tooearly.keys", "select count(*) from parked_keys where reason = 'too-early'");
    await()
        .atMost(PATIENCE)
        .until(() -> meters.get("crossforce.tooearly.overdue").gauge().value() >= 1);
    awaitGauge("crossforce.quarantined", "select count(*) from quarantine");
  }

  @Test
  void operators_see_what_is_parked_and_never_what_it_says() {
    var key = key();
    mood.poisonous.add("poison 8 secret");
    tell(key, "poison 8 secret");
    awaitParked(key, 1);

    operator()
        .get("/parked-keys/{topic}/{key}", TALES, key)
        .then()
        .statusCode(200)
        .body("parked.reason", equalTo("failed"))
        .body("parked.lastError", containsString("java.lang.IllegalStateException at crossforce."))
        .body("events", hasSize(1))
        .body("events[0].type", equalTo("tale-told"))
        .body(not(containsString("secret")));
    operator()
        .queryParam("limit", 200)
        .get("/parked-keys")
        .then()
        .statusCode(200)
        .body("items.key", hasItem(key))
        .body(not(containsString("secret")));
  }

  @Test
  void unknown_keys_and_others_than_operators_get_nothing() {
    operator().get("/parked-keys/{t}/{k}", TALES, key()).then().statusCode(404);
    operator().put("/parked-keys/{t}/{k}/replay", TALES, key()).then().statusCode(404);
    given()
        .header("Authorization", "Bearer " + Tokens.person("requester", "west-yorkshire"))
        .get("/parked-keys")
        .then()
        .statusCode(403);
  }

  private RequestSpecification operator() {
    return given()
        .header("Authorization", "Bearer " + Tokens.person("operator", "west-yorkshire"))
        .contentType("application/json");
  }

  private io.restassured.response.ValidatableResponse replay(String key) {
    return operator().put("/parked-keys/{topic}/{key}/replay", TALES, key).then().statusCode(200);
  }

  private void awaitGauge(String name, String sql) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            meters.get(name).gauge().value()
                == ((Number) database.rows(sql).getFirst().getFirst()).doubleValue());
  }

  private static void awaitJoined(Thread thread) {
    await().atMost(PATIENCE).until(() -> !thread.isAlive());
  }
}
