package crossforce.kit.events;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.OperationsEvent.QuarantinedRecordDiscarded;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.WireJson;
import crossforce.kit.events.TaleEvent.TaleDedicated;
import crossforce.kit.events.TaleEvent.TaleTold;
import crossforce.kit.outbox.TellingTopics;
import crossforce.kit.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LoopProfile.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class QuarantineTest extends LoopBed {
  private static final String TALES = "kit.tales.v1";

  @Test
  void operators_see_what_is_quarantined_and_never_what_it_says() {
    var key = key();
    tellGarbage(key);

    operator()
        .get("/quarantine")
        .then()
        .statusCode(200)
        .body("items.topic", hasItem(TALES))
        .body(not(containsString("secret")));
  }

  @Test
  void what_can_be_read_now_is_handled_and_gone_from_the_list() {
    var key = key();
    mood.unreadable.add("new words 1");
    tell(key, "new words 1");
    tell(key, "later");
    awaitQuarantined(key);
    awaitHeard(key, "later");
    mood.unreadable.remove("new words 1");

    replayed(key).body("end", equalTo("replayed")).body("why", nullValue());

    assertThat(heard(key)).containsExactly("later", "new words 1");
    assertThat(quarantined(key)).isEmpty();
    assertThat(parked(key)).isEmpty();
  }

  @Test
  void what_still_cannot_be_read_stays_and_the_answer_says_why() {
    var key = key();
    tellGarbage(key);

    replayed(key)
        .body("end", equalTo("still-quarantined"))
        .body("why", containsString("CloudEvent"));

    assertThat(quarantined(key)).hasSize(1);
  }

  @Test
  void data_that_still_cannot_be_read_stays_and_holds_nobody() {
    var key = key();
    mood.unreadable.add("new words 2");
    tell(key, "new words 2");
    awaitQuarantined(key);

    replayed(key)
        .body("end", equalTo("still-quarantined"))
        .body("why", equalTo("not of a contract known here"));

    tell(key, "later");
    awaitHeard(key, "later");
    assertThat(quarantined(key)).hasSize(1);
    assertThat(parked(key)).isEmpty();
  }

  @Test
  void it_goes_before_its_later_siblings_that_are_parked() {
    var key = key();
    mood.unreadable.add("new words 3");
    mood.poisonous.add("poison after new words");
    tell(key, "new words 3");
    tell(key, "poison after new words");
    tell(key, "sibling");
    awaitParked(key, 2);
    mood.unreadable.remove("new words 3");

    replayed(key).body("end", equalTo("parked"));
    assertThat(heard(key)).containsExactly("new words 3");

    mood.poisonous.remove("poison after new words");
    operator().put("/parked-keys/{t}/{k}/replay", TALES, key).then().statusCode(200);
    assertThat(heard(key)).containsExactly("new words 3", "poison after new words", "sibling");
  }

  @Test
  void what_fails_once_it_is_read_is_parked() {
    var key = key();
    mood.unreadable.add("new poison");
    tell(key, "new poison");
    awaitQuarantined(key);
    mood.poisonous.add("new poison");
    mood.unreadable.remove("new poison");

    replayed(key).body("end", equalTo("parked"));

    awaitParked(key, 1);
    assertThat(quarantined(key)).isEmpty();
  }

  @Test
  void told_again_after_it_was_replayed_it_is_a_repeat() {
    var key = key();
    var tale = new TaleTold(key, "late");
    var late = tellWithoutSubject(key, tale);
    mend(key, late);

    replayed(key).body("end", equalTo("replayed"));

    wire.tellAgain(TaleEvent.TALES, late, tale);
    awaitSettled();
    assertThat(
            database.rows(
                "select text from heard where topic = '%s' and key = '%s'".formatted(TALES, key)))
        .hasSize(1);
    assertThat(parked(key)).isEmpty();
  }

  @Test
  void of_copies_that_a_repeating_relay_left_one_is_handled() {
    var key = key();
    var tale = new TaleTold(key, "twice told");
    var late = tellWithoutSubject(key, tale);
    wire.tellRaw(
        TALES, Shard.of(key).number(), key, WireJson.bytes(tale), headersWithoutSubject(late));
    await().atMost(PATIENCE).until(() -> quarantined(key).size() == 2);
    mend(key, late);

    replayed(key).body("end", equalTo("replayed"));

    assertThat(quarantined(key)).isEmpty();
    awaitSettled();
    assertThat(
            database.rows(
                "select text from heard where topic = '%s' and key = '%s'".formatted(TALES, key)))
        .hasSize(1);
  }

  @Test
  void what_concerns_nobody_here_is_passed_over() {
    var key = key();
    mend(key, tellWithoutSubject(key, new TaleDedicated(key, "all")));

    replayed(key).body("end", equalTo("passed-over"));

    assertThat(quarantined(key)).isEmpty();
  }

  @Test
  void two_operators_at_once_have_it_handled_once() throws Exception {
    var key = key();
    mood.unreadable.add("new words 4");
    tell(key, "new words 4");
    awaitQuarantined(key);
    mood.unreadable.remove("new words 4");
    var place = quarantined(key).getFirst();
    var barrier = new CyclicBarrier(2);

    try (var operators = Executors.newFixedThreadPool(2)) {
      for (var n = 0; n < 2; n++) {
        operators.submit(() -> {
          barrier.await();
          return put(place, "replay", Map.of());
        });
      }
    }

    assertThat(heard(key)).containsExactly("new words 4");
    assertThat(parked(key)).isEmpty();
  }

  @Test
  void discarding_leaves_an_event_with_who_and_why() {
    var key = key();
    tellGarbage(key);
    var place = quarantined(key).getFirst();

    put(place, "discard", Map.of("why", "a test device wrote it")).statusCode(204);

    assertThat(quarantined(key)).isEmpty();
    var told =
        wire.await(
            TellingTopics.OPERATIONS,
            QuarantinedRecordDiscarded.class,
            event -> List.of(event.partition(), event.offset()).equals(place));
    assertThat(told.event().topic()).isEqualTo(TALES);
    assertThat(told.event().why()).isEqualTo("a test device wrote it");
    assertThat(told.event().by()).isEqualTo(told.envelope().auth().id());
    put(place, "discard", Map.of("why", "once more")).statusCode(404);
    put(place, "replay", Map.of()).statusCode(404);
  }

  private void tellGarbage(String key) {
    var garbage = "secret garbage".getBytes(StandardCharsets.UTF_8);
    wire.tellRaw(TALES, Shard.of(key).number(), key, garbage, Map.of());
    awaitQuarantined(key);
  }

  /** Sealed as the teller's next event, which others hear, and damaged on its way here. */
  private Envelope tellWithoutSubject(String key, TaleEvent event) {
    var envelope = wire.tell(TaleEvent.COPIES, event);
    wire.tellRaw(
        TALES, Shard.of(key).number(), key, WireJson.bytes(event), headersWithoutSubject(envelope));
    awaitQuarantined(key);
    return envelope;
  }

  private static Map<String, String> headersWithoutSubject(Envelope envelope) {
    var headers = new HashMap<String, String>();
    envelope.attributes().forEach((name, value) -> headers.put("ce_" + name, value));
    headers.remove("ce_subject");
    return headers;
  }

  /** As if a later release could read the headers. */
  private void mend(String key, Envelope envelope) {
    var headers =
        envelope.attributes().entrySet().stream()
            .map(header -> List.of(headerName(header.getKey()), header.getValue()))
            .toList();
    database.run(
        "update quarantine set headers = convert_to('%s', 'UTF8') where record_key = convert_to('%s', 'UTF8')"
            .formatted(WireJson.write(headers), key));
  }

  private static String headerName(String attribute) {
    return attribute.equals("datacontenttype") ? "content-type" : "ce_" + attribute;
  }

  private void awaitQuarantined(String key) {
    await().atMost(PATIENCE).until(() -> quarantined(key).size() == 1);
  }

  private List<List<Object>> quarantined(String key) {
    return database.rows(
        """
        select partition, log_offset from quarantine
        where topic = '%s' and record_key = convert_to('%s', 'UTF8')\
        """
            .formatted(TALES, key));
  }

  private ValidatableResponse replayed(String key) {
    return put(quarantined(key).getFirst(), "replay", Map.of()).statusCode(200);
  }

  private static ValidatableResponse put(List<Object> place, String act, Map<String, String> body) {
    return operator()
        .body(body)
        .put("/quarantine/{t}/{p}/{o}/{act}", TALES, place.get(0), place.get(1), act)
        .then();
  }

  private static RequestSpecification operator() {
    return given()
        .header("Authorization", "Bearer " + Tokens.person("operator", "west-yorkshire"))
        .contentType("application/json");
  }
}
