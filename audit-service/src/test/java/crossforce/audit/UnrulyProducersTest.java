package crossforce.audit;

import static crossforce.audit.Audit.assertVerified;
import static crossforce.audit.Audit.awaitSize;
import static crossforce.audit.Audit.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import crossforce.contract.Topics;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.Tokens;
import crossforce.kit.test.Wire;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Producers that repeat themselves, skip numbers, tell one twice, or are none at all. */
@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnrulyProducersTest {
  @Test
  void a_record_told_again_is_not_logged_again() {
    var before = Audit.size();
    var repeats = TestDatabase.current().count("log_repeats");
    try (var wire = Wire.open()) {
      var told = Stories.tell(wire, Requests.SIXTH);
      awaitSize(before + Stories.length());
      wire.tellAgain(
          Topics.REQUESTS, told.get("offer-made"), Stories.event("offer-made", Requests.SIXTH));
      wire.tellAgain(
          Topics.CHARGES, told.get("charge-rated"), Stories.event("charge-rated", Requests.SIXTH));
    }

    await().until(() -> TestDatabase.current().count("log_repeats") == repeats + 2);
    assertThat(Audit.size()).isEqualTo(before + Stories.length());
    assertVerified();
  }

  @Test
  void a_record_told_again_and_again_is_seen_each_time() {
    var before = Audit.size();
    var repeats = TestDatabase.current().count("log_repeats");
    try (var wire = Wire.open()) {
      var forger = new Forger(wire, Requests.quietShards().get(8));
      var told = forger.tell(1);
      awaitSize(before + 1);
      for (var i = 0; i < 250; i++) { // More than are looked at at once.
        forger.tell(told, Forger.data(1));
      }
      await().until(() -> TestDatabase.current().count("log_repeats") == repeats + 250);
    }

    assertVerified();
  }

  @Test
  void bytes_that_are_no_event_are_a_leaf_and_everything_else_goes_on() {
    var before = Audit.size();
    var quarantined = TestDatabase.current().count("quarantine");
    var shard = Requests.quietShards().get(5);
    try (var wire = Wire.open()) {
      wire.tellRaw("billing.tariffs.v1", shard, "key", new byte[] {0, (byte) 0xff, 7}, Map.of());
      wire.tellRaw("broker.requests.v1", 3, "", new byte[0], Map.of("ce_id", "\0"));

      // One sealed well, but by a service that does not tell on this topic; one altered after it.
      var forger = new Forger(wire, shard);
      forger.tell("registry.forces.v1", shard, forger.seal(1), Forger.data(1));
      forger.tell(forger.seal(1), Forger.data(2));
      forger.tell("billing.tariffs.v1", (shard + 1) % 16, forger.seal(1), Forger.data(1));

      // Sealed well, and nothing that the database could keep.
      forger.tell(forger.with("correlationid", "x".repeat(9_000)), Forger.data(1));
      forger.tell(forger.with("time", "+200000-01-01T00:00:00Z"), Forger.data(1));
      forger.tell(forger.with("type", "x".repeat(501)), Forger.data(1));

      // Sealed well, with an attribute that stands under no hash.
      var headers = new HashMap<String, String>();
      forger.seal(1).attributes().forEach((name, value) -> headers.put("ce_" + name, value));
      headers.put("ce_partitionkey", "elsewhere");
      wire.tellRaw("billing.tariffs.v1", shard, "key", Forger.data(1), headers);
      forger.tell(1);
    }
    awaitSize(before + 10);

    assertThat(TestDatabase.current().count("quarantine")).isEqualTo(quarantined + 9);
    await()
        .untilAsserted(() ->
            assertThat(Audit.gauge("crossforce_audit_quarantined")).isEqualTo(quarantined + 9));
    assertVerified();
  }

  @Test
  void what_was_logged_as_unreadable_is_neither_read_again_nor_given_up() {
    var before = TestDatabase.current().count("quarantine");
    try (var wire = Wire.open()) {
      var shard = Requests.quietShards().get(5);
      wire.tellRaw("billing.tariffs.v1", shard, "key", new byte[] {7}, Map.of());
    }
    await().until(() -> TestDatabase.current().count("quarantine") == before + 1);
    var place =
        TestDatabase.current()
            .rows(
                """
                select topic || '/' || partition || '/' || log_offset from quarantine
                order by quarantined_at desc limit 1\
                """)
            .getFirst()
            .getFirst();
    var operator = RestAssured.given().auth().oauth2(Tokens.person("operator"));

    operator
        .put("/quarantine/" + place + "/replay")
        .then()
        .statusCode(200)
        .body("end", equalTo("still-quarantined"));
    operator
        .contentType("application/json")
        .body(Map.of("why", "not ours"))
        .put("/quarantine/" + place + "/discard")
        .then()
        .statusCode(409);
  }

  @Test
  void a_number_left_out_raises_an_alarm_after_its_grace_and_stays_visible_when_it_comes() {
    try (var wire = Wire.open()) {
      var before = Audit.size();
      var forger = new Forger(wire, Requests.quietShards().get(6));
      var source = forger.source();
      forger.tell(1);
      var second = forger.seal(2);
      forger.tell(3);
      forger.tell(4);
      awaitSize(before + 3); // Logged on arrival, gap or not.

      await().atMost(Duration.ofSeconds(20)).until(() -> !get("/gaps").getList("").isEmpty());
      var gap = get("/gaps");
      assertThat(gap.getString("[0].service")).isEqualTo("billing-service");
      assertThat(gap.getInt("[0].shard")).isEqualTo(source.shard().number());
      assertThat(gap.getInt("[0].first")).isEqualTo(2);
      assertThat(gap.getInt("[0].last")).isEqualTo(2);
      assertThat(gap.getString("[0].closedAt")).isNull();
      await().untilAsserted(() -> assertThat(Audit.gauge("crossforce_audit_gaps")).isEqualTo(1));
      assertThat(Audit.findings())
          .singleElement()
          .satisfies(finding -> {
            assertThat(finding).containsEntry("kind", "number-missing");
            assertThat(finding).containsEntry("sequence", 2);
          });
      assertThat(producer(source.shard().number())).containsEntry("complete", 1);

      forger.tell(second, Forger.data(2));
      awaitSize(before + 4);
      assertThat(get("/gaps").getString("[0].closedAt")).isNotNull();
      assertThat(producer(source.shard().number())).containsEntry("complete", 4);
      await().untilAsserted(() -> assertThat(Audit.gauge("crossforce_audit_gaps")).isZero());
      assertVerified();
    }
  }

  private static Map<String, Object> producer(int shard) {
    return get("/producers")
        .getMap("find { it.service == 'billing-service' && it.shard == %d }".formatted(shard));
  }

  @Test
  void an_old_number_told_anew_with_other_content_is_kept_beside_the_first_and_named() {
    try (var wire = Wire.open()) {
      var before = Audit.size();
      var forger = new Forger(wire, Requests.equivocator());
      var one = forger.tell(1);
      forger.tell(2);
      var other = forger.seal(2, one.eventHash(), Forger.data(99));
      forger.tell(other, Forger.data(99));
      awaitSize(before + 3);

      assertThat(Audit.allFindings())
          .singleElement()
          .satisfies(finding -> {
            assertThat(finding).containsEntry("kind", "number-told-twice");
            assertThat(finding).containsEntry("eventId", other.id().toString());
            assertThat(finding).containsEntry("sequence", 2);
          });
      await()
          .untilAsserted(
              () -> assertThat(Audit.gauge("crossforce_audit_equivocations")).isEqualTo(1));
    }
  }
}
