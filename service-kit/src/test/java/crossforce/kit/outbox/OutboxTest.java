package crossforce.kit.outbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import crossforce.contract.Classification;
import crossforce.contract.ForceId;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Envelope.Auth;
import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.EventTypes;
import crossforce.contract.wire.OperationsEvent.EpochOpened;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Source;
import crossforce.kit.actor.Acting;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.outbox.TellingEvent.Begun;
import crossforce.kit.outbox.TellingEvent.Done;
import crossforce.kit.outbox.TellingEvent.Noted;
import crossforce.kit.test.RealParts;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.Tokens;
import crossforce.kit.test.Told;
import crossforce.kit.test.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs =
        @ResourceArg(name = "topics", value = "kit.telling.v1,kit.operations.v1,kit.tales.v1"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboxTest {
  /** The more often its session was ended, the longer the relay waits: ten seconds at most. */
  private static final Duration LONGER_THAN_ANY_BACK_OFF = Duration.ofSeconds(30);

  @Inject TellingDesk desk;

  private Wire wire;
  private OutboxBed bed;
  private UUID thing = UUID.randomUUID();

  @BeforeEach
  void open() {
    wire = Wire.open();
    bed = new OutboxBed(TestDatabase.current());
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  @AfterEach
  void close() {
    wire.close();
  }

  @Test
  void a_persons_act_is_told_with_who_acted_and_for_which_force() {
    begin(thing).statusCode(204);

    var envelope = heard(Begun.class).envelope();
    assertThat(envelope.auth().type()).isEqualTo(Auth.Type.USER);
    assertThat(envelope.auth().id().value())
        .isEqualTo(Tokens.subject("requester", "west-yorkshire"));
    assertThat(envelope.force()).contains(new ForceId("west-yorkshire"));
    assertThat(envelope.causationId()).isEmpty();
    assertThat(envelope.correlationId()).isEqualTo(thing.toString());
    assertThat(envelope.id()).isEqualTo(EventTypes.idOf(thing, Begun.class));
    assertThat(envelope.traceparent().orElseThrow()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
  }

  @Test
  void causes_are_found_within_the_transaction_and_from_the_thing_itself() {
    begin(thing);
    desk.finish(thing);

    var noted = heard(Noted.class).envelope();
    var done = heard(Done.class).envelope();
    assertThat(done.causationId()).contains(EventTypes.idOf(thing, Begun.class));
    assertThat(noted.causationId()).contains(done.id());
    assertThat(noted.previousHash()).isEqualTo(done.eventHash());
    assertThat(noted.auth().type()).isEqualTo(Auth.Type.SYSTEM);
  }

  @Test
  void a_reaction_inherits_chain_force_classification_and_trace() {
    var reactedTo = reactedTo();

    Acting.reactingTo(reactedTo, () -> desk.begin(thing));

    var envelope = heard(Begun.class).envelope();
    assertThat(envelope.causationId()).contains(reactedTo.id());
    assertThat(envelope.correlationId()).isEqualTo(reactedTo.correlationId());
    assertThat(envelope.auth().type()).isEqualTo(Auth.Type.SYSTEM);
    assertThat(envelope.auth().id().value()).isEqualTo("kit-test");
    assertThat(envelope.force()).isEqualTo(reactedTo.force());
    assertThat(envelope.classification()).isEqualTo(Classification.OFFICIAL_SENSITIVE);
    assertThat(envelope.traceparent()).isEqualTo(reactedTo.traceparent());
  }

  private static Envelope reactedTo() {
    var plain =
        OutboxBed.noted(UUID.randomUUID(), "elsewhere")
            .seal(new Source("other", new Shard(0), 1), 1, Hash.ZERO)
            .attributes();
    plain.put("dataclassification", "official-sensitive");
    plain.put("traceparent", "00-" + "ab".repeat(16) + "-" + "cd".repeat(8) + "-01");
    plain.put("correlationid", "the-request");
    return Envelope.parse(plain);
  }

  @Test
  void what_is_rolled_back_was_never_told_and_leaves_no_gap() {
    begin(thing);
    assertThatThrownBy(() -> desk.fail(thing)).isInstanceOf(IllegalArgumentException.class);
    desk.finish(thing);

    heard(Noted.class);
    assertThat(told())
        .extracting(t -> t.event().getClass().getSimpleName())
        .containsExactly("Begun", "Done", "Noted");
  }

  @Test
  void what_a_reaction_has_noted_stays_told_when_it_is_refused() {
    assertThatThrownBy(() -> desk.refuse(thing)).isInstanceOf(RefusedException.class);

    heard(Noted.class);
  }

  @Test
  void nothing_is_told_outside_a_transaction_or_at_length_or_on_a_foreign_topic() {
    assertThatThrownBy(() -> desk.forget(thing)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> desk.tellAtLength(thing)).hasStackTraceContaining("is above 262144");
    assertThatThrownBy(() -> desk.tellOnForeignTopic(thing))
        .hasStackTraceContaining("does not write other.telling.v1");
  }

  @Test
  void a_transaction_has_one_time() {
    var time = desk.tellAll(thing);
    var later = desk.tellAll(UUID.randomUUID());

    heard(Noted.class);
    assertThat(told()).extracting(t -> t.envelope().time()).containsExactly(time, time, time);
    assertThat(later).isAfter(time);
  }

  @Test
  void the_outbox_is_counted() throws Exception {
    await().untilAsserted(() -> operator().get("/outbox").then().body("depth", equalTo(0)));
    try (var another = bed.session(Duration.ofSeconds(30))) {
      takeAllShards(another);

      begin(thing).statusCode(204);
      begin(UUID.randomUUID()).statusCode(204);
      desk.finish(thing);

      operator().get("/outbox").then().body("depth", equalTo(4));
      assertThat(metric("crossforce_outbox_depth")).isEqualTo(4);
      assertThat(metric("crossforce_outbox_age_seconds")).isPositive();
    }
    await()
        .atMost(LONGER_THAN_ANY_BACK_OFF)
        .untilAsserted(() -> operator().get("/outbox").then().body("depth", equalTo(0)));
    assertThat(metric("crossforce_outbox_depth")).isZero();
    assertThat(metric("crossforce_outbox_age_seconds")).isZero();
  }

  /** The relay publishes nothing as long as another session owns all shards. */
  private void takeAllShards(RelaySession another) {
    var left =
        IntStream.range(0, Shard.COUNT)
            .mapToObj(Shard::new)
            .collect(Collectors.toCollection(TreeSet::new));
    await()
        .until(() -> {
          killRelay();
          left.removeAll(another.own(left));
          return left.isEmpty();
        });
  }

  private static double metric(String name) {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_restored_database_stays_unready_until_an_operator_opens_the_next_epoch() throws Exception {
    var operations = Shard.of(TellingTopics.SERVICE).number(); // Where the opening itself is told.
    restoreAndOpen((operations + 1) % Shard.COUNT);
    restoreAndOpen(operations);
  }

  private void restoreAndOpen(int number) throws Exception {
    thing = OutboxBed.thingOf(number);
    // Given three events that others have seen, of which the database then remembers one.
    var shard = Shard.of(thing.toString());
    begin(thing);
    heard(Begun.class);
    bed.remember();
    desk.finish(thing);
    var last = heard(Noted.class).envelope();
    await().until(() -> bed.hasStored(shard, last.sequence())); // Not after it was restored.
    bed.restore();
    var neighbour = OutboxBed.thingOf(shard.number());
    bed.tell(OutboxBed.pending(new Noted(neighbour, "told since"), TellingTopics.TELLING));

    // Then its relay refuses, and says why.
    killRelay();
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(() ->
            given()
                .get("/q/health/ready")
                .then()
                .statusCode(503)
                .body(containsString("restored from an older copy")));
    begin(neighbour).statusCode(503);
    assertThat(told()).hasSize(3);

    // When an operator opens the next epoch
    operator()
        .body(Map.of("why", "restored from the copy of the night"))
        .put("/epochs/" + shard.number())
        .then()
        .statusCode(200);

    // Then what others have seen goes on, with what was told here since.
    var again = wire.await(TellingTopics.TELLING, Noted.class, n -> n.thing().equals(neighbour));
    assertThat(again.envelope().source().epoch()).isEqualTo(2);
    assertThat(again.envelope().sequence()).isEqualTo(last.sequence() + 1);
    assertThat(again.envelope().previousHash()).isEqualTo(last.eventHash());
    var opened =
        wire.await(TellingTopics.OPERATIONS, EpochOpened.class, e -> e.shard() == shard.number());
    assertThat(opened.event().epoch()).isEqualTo(2);
    assertThat(opened.event().lastSequence()).isEqualTo(last.sequence());
    assertThat(opened.event().lastHash()).isEqualTo(last.eventHash().hex());
    assertThat(opened.event().why()).isEqualTo("restored from the copy of the night");
    assertThat(opened.envelope().auth().type()).isEqualTo(Auth.Type.USER);
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    begin(neighbour).statusCode(204);
    operator()
        .body(Map.of("why", "once more"))
        .put("/epochs/" + shard.number())
        .then()
        .statusCode(409)
        .body("type", equalTo("/problems/shard-not-closed"));
  }

  @Test
  void an_operator_publishes_again_what_is_kept() {
    begin(thing);
    desk.finish(thing);
    var last = heard(Noted.class).envelope().sequence();
    var path = "/outbox/" + Shard.of(thing.toString()).number() + "/republication";
    await().untilAsserted(() -> operator().get("/outbox").then().body("depth", equalTo(0)));

    operator().body(Map.of("from", last - 1)).put(path).then().statusCode(200);

    await()
        .untilAsserted(() ->
            assertThat(told())
                .extracting(t -> t.envelope().sequence())
                .containsExactlyElementsOf(
                    LongStream.of(last - 2, last - 1, last, last - 1, last).boxed().toList()));
    operator().body(Map.of("from", 9999)).put(path).then().statusCode(409);
    bed.database()
        .run(
            "delete from outbox where shard = %d and sequence = %d"
                .formatted(Shard.of(thing.toString()).number(), last - 1));
    operator()
        .body(Map.of("from", last - 2))
        .put(path)
        .then()
        .statusCode(409)
        .body("type", equalTo("/problems/event-not-kept"));
    given().auth().oauth2(Tokens.person("auditor")).get("/outbox").then().statusCode(403);
  }

  private void killRelay() {
    bed.database()
        .run(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and application_name like '% relay'\
            """);
  }

  private static RequestSpecification operator() {
    return given().auth().oauth2(Tokens.person("operator")).contentType("application/json");
  }

  private static ValidatableResponse begin(UUID thing) {
    return given()
        .auth()
        .oauth2(Tokens.person("requester", "west-yorkshire"))
        .put("/tellings/" + thing)
        .then();
  }

  private <T extends TellingEvent> Told<T> heard(Class<T> type) {
    return wire.await(TellingTopics.TELLING, type, event -> event.thing().equals(thing));
  }

  private List<Told<TellingEvent>> told() {
    return wire.all(TellingTopics.TELLING).stream()
        .filter(t -> t.event().thing().equals(thing))
        .toList();
  }
}
