package crossforce.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Shard;
import crossforce.kit.outbox.Relay.Standing;
import crossforce.kit.test.Wire;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A relay never tells a second history: it compares its database with what Kafka holds. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HistoriesTest extends RelayBed {
  @Test
  void a_database_restored_from_an_older_copy_publishes_nothing() throws Exception {
    start();
    publish(0, 5);
    bed.remember();
    bed.tell(0, 5);
    awaitPublished(10);

    bed.restore();
    bed.tell(0, 7); // Goes on before anybody has looked.

    await().until(() -> relays.getFirst().standings().get(new Shard(0)) == Standing.CLOSED);
    assertThat(relays.getFirst().standings().get(new Shard(1))).isEqualTo(Standing.OPEN);
    assertThat(bed.database().rows("select closed from event_heads where shard = 0").toString())
        .contains("different events under the number 10");
    assertThat(published()).hasSize(10);
  }

  @Test
  void a_database_that_ends_before_kafka_does_publishes_nothing() throws Exception {
    start();
    bed.remember();
    bed.tell(0, 5);
    awaitPublished(5);

    bed.restore();
    bed.killSessions();

    await().until(() -> relays.getFirst().standings().get(new Shard(0)) == Standing.CLOSED);
    assertThat(bed.database().rows("select closed from event_heads where shard = 0").toString())
        .contains("Kafka has event 5 and this database ends at 0");
  }

  @Test
  void what_others_forge_on_our_topic_closes_no_shard() throws Exception {
    start();
    var told = OutboxBed.noted(OutboxBed.thingOf(0), "told");
    var sealed = bed.tell(told).getFirst();
    awaitPublished(1);
    await().untilAsserted(() -> assertThat(positions()).containsEntry(0, 1L));

    try (var wire = Wire.open()) {
      var topic = OutboxBed.TELLING.name();
      var altered = headers(sealed);
      altered.put("ce_sequence", Envelope.sequenceText(999_999));
      wire.tellRaw(topic, 0, sealed.subject(), told.data(), altered);
      wire.tellRaw(topic, 0, sealed.subject(), null, altered);
      var stray = OutboxBed.noted(OutboxBed.thingOf(1), "of another shard");
      var astray = stray.seal(sealed.source(), 999_999, sealed.eventHash()).envelope();
      wire.tellRaw(topic, 0, astray.subject(), stray.data(), headers(astray));
    }
    bed.killSessions();
    bed.tell(0, 1);

    await().untilAsserted(() -> assertThat(positions()).containsEntry(0, 2L));
  }

  private static Map<String, String> headers(Envelope envelope) {
    var headers = new HashMap<String, String>();
    envelope.attributes().forEach((name, value) -> headers.put("ce_" + name, value));
    return headers;
  }

  @Test
  void what_others_put_behind_our_events_does_not_hide_them() throws Exception {
    start();
    publish(0, 5);
    bed.remember();
    publish(0, 5);
    litter(KafkaEnds.USUAL_DEPTH + 20);

    bed.killSessions();
    bed.tell(0, 1);

    awaitPublished(11);
    assertThat(published()).hasSize(11);

    litter(KafkaEnds.USUAL_DEPTH + 20);
    bed.restore();
    bed.killSessions();

    await().until(() -> relays.getFirst().standings().get(new Shard(0)) == Standing.CLOSED);
    assertThat(bed.database().rows("select closed from event_heads where shard = 0").toString())
        .contains("Kafka has event 11 and this database ends at 5");
  }

  private static void litter(long records) {
    try (var wire = Wire.open()) {
      for (var n = 0; n < records; n++) {
        wire.tellRaw(OutboxBed.TELLING.name(), 0, "litter", new byte[0], Map.of());
      }
    }
  }
}
