package crossforce.kit.events;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Topic;
import crossforce.kit.test.TestTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LoopProfile.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LagTest extends LoopBed {
  @Inject MeterRegistry meters;
  @Inject Positions positions;
  @Inject Brokers brokers;
  @Inject EventsConfig config;
  @Inject Transactions transactions;
  @Inject Parking parking;
  @Inject Quarantine quarantine;
  @Inject Replay replay;

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
