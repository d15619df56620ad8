package crossforce.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.Leaf;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Source;
import crossforce.kit.outbox.Relay.Standing;
import crossforce.kit.test.LeapingTime;
import crossforce.kit.test.TestTopics;
import crossforce.kit.time.MachineTime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RelayTest extends RelayBed {
  @Test
  void what_is_told_is_published_to_its_shards_partition_as_it_was_hashed() throws Exception {
    start();

    var sealed = bed.tell(OutboxBed.noted(OutboxBed.thingOf(7), "told")).getFirst();

    awaitPublished(1);
    var told = published().getFirst();
    assertThat(told.envelope()).isEqualTo(sealed);
    assertThat(told.partition()).isEqualTo(7);
    assertThat(Leaf.fits(told.envelope(), told.data())).isTrue();
    await().untilAsserted(() -> assertThat(positions()).containsEntry(7, 1L));
  }

  @Test
  void a_wake_does_not_wait_for_the_next_poll_and_a_poll_needs_no_wake() throws Exception {
    var relay = start();
    await().until(() -> relay.standings().get(new Shard(0)) == Standing.OPEN);

    bed.tell(OutboxBed.noted(OutboxBed.thingOf(0), "polled"));
    awaitPublished(1);
    bed.tell(OutboxBed.noted(OutboxBed.thingOf(0), "woken"));
    relay.wake();
    awaitPublished(2);
  }

  @Test
  void what_is_told_here_and_elsewhere_goes_out_in_order_whatever_is_broken() throws Exception {
    var relay = start();
    try (var tellers = Executors.newFixedThreadPool(4)) {
      for (var number = 0; number < 200; number++) {
        var event = OutboxBed.noted(OutboxBed.thingOf(number % 3), "number " + number);
        var here = number % 4 > 0;
        tellers.submit(() -> {
          if (here) {
            bed.tell(relay, event);
          } else {
            bed.tell(event);
          }
          return event;
        });
        if (number % 50 == 49) {
          bed.killSessions();
        }
      }
    }

    var told = bed.rows().size(); // Some tellers lost their session as well.
    assertThat(told).isGreaterThan(100);
    awaitPublished(told);
    assertOrderedAndComplete(told);
  }

  @Test
  void what_was_told_here_and_does_not_follow_is_not_sent() throws Exception {
    var relay = start();
    await().until(() -> relay.standings().get(new Shard(0)) == Standing.OPEN);
    bed.tell(relay, OutboxBed.noted(OutboxBed.thingOf(0), "first"));
    awaitPublished(1);

    var stale = OutboxBed.noted(OutboxBed.thingOf(0), "of a history that was given up");
    var source = new Source(TellingTopics.SERVICE, new Shard(0), 1);
    relay.told(List.of(stale.seal(source, 2, Hash.ZERO)));
    bed.tell(relay, OutboxBed.noted(OutboxBed.thingOf(0), "second"));

    awaitPublished(2);
    assertOrderedAndComplete(2);
    assertThat(published())
        .extracting(told -> told.envelope().id())
        .doesNotContain(stale.id())
        .hasSize(2);
  }

  @Test
  void killed_sessions_repeat_runs_and_neither_lose_nor_reorder() throws Exception {
    start();
    for (var round = 0; round < 12; round++) {
      bed.tell(round % 3, 25);
      bed.killSessions();
    }

    awaitPublished(300);
    assertOrderedAndComplete(300);
  }

  @Test
  void after_a_failure_of_the_producer_it_goes_on_from_the_first_row_not_acknowledged()
      throws Exception {
    start();
    bed.tell(4, 20);
    awaitPublished(20);
    limitMessages("100000");

    bed.tell(4, 10);
    bed.tell(OutboxBed.noted(OutboxBed.thingOf(4), "x".repeat(200_000)));
    bed.tell(4, 10);
    await().until(() -> relays.getFirst().trouble().isPresent());
    limitMessages("1000000");

    awaitPublished(41);
    assertOrderedAndComplete(41);
    await().until(() -> relays.getFirst().trouble().isEmpty());
  }

  private static void limitMessages(String bytes) throws Exception {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, OutboxBed.TELLING.name());
    var entry = new ConfigEntry("max.message.bytes", bytes);
    try (var admin = TestTopics.admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(topic, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  @Test
  void a_shard_has_one_owner_and_another_takes_over_when_it_ends() throws Exception {
    var first = start();
    await().until(() -> first.standings().values().stream().allMatch(Standing.OPEN::equals));
    var second = start();
    await().until(() -> second.standings().values().stream().allMatch(Standing.ELSEWHERE::equals));

    first.stop();

    await().until(() -> second.standings().values().stream().allMatch(Standing.OPEN::equals));
    bed.tell(1, 5);
    awaitPublished(5);
    assertOrderedAndComplete(5);
  }

  @Test
  void an_owner_that_falls_silent_loses_its_shards() throws Exception {
    try (var stopped = bed.session(Duration.ofSeconds(1))) {
      assertThat(stopped.own(List.of(new Shard(0), new Shard(1)))).hasSize(2);

      var relay = start();

      await().until(() -> relay.standings().get(new Shard(0)) == Standing.OPEN);
    }
  }

  @Test
  void an_owner_that_polls_seldom_keeps_its_session() throws Exception {
    var idle = Duration.ofSeconds(4);
    var seldom = OutboxBed.config(idle, Duration.ofMinutes(1));
    start(bed.relay(seldom, () -> bed.session(idle), new MachineTime()));

    await().until(() -> secondsOfOldestSession() > 2 * idle.toSeconds());
  }

  private double secondsOfOldestSession() {
    var oldest =
        bed.database()
            .rows(
                """
                select coalesce(extract(epoch from max(now() - backend_start)), 0)::float8
                from pg_stat_activity
                where datname = current_database() and usename = 'service'\
                """);
    return ((Number) oldest.getFirst().getFirst()).doubleValue();
  }

  @Test
  void what_kafka_has_lost_is_published_again() throws Exception {
    var first = start();
    publish(2, 10);
    first.stop();
    threads.getFirst().join();
    TestTopics.fresh(OutboxBed.TOPICS);

    start();

    awaitPublished(10);
    assertOrderedAndComplete(10);
  }

  @Test
  void an_operators_wish_to_publish_again_is_taken_up() throws Exception {
    start();
    publish(2, 10);

    bed.database().run("update relay_positions set rewind = 6 where shard = 2");

    await().untilAsserted(() -> assertThat(published()).hasSize(14));
    assertThat(published().stream().map(told -> told.envelope().sequence()))
        .endsWith(9L, 10L, 7L, 8L, 9L, 10L);
    await().untilAsserted(() -> assertThat(positions()).containsEntry(2, 10L));
  }

  @Test
  void a_wish_made_while_another_is_granted_is_kept() throws Exception {
    bed.database().run("update relay_positions set rewind = 5 where shard = 2");
    try (var session = bed.session(IDLE)) {
      session.moveTo(new Shard(2), 8, Optional.of(8L));
      assertThat(wishes()).containsExactly(List.of(5L));

      session.moveTo(new Shard(2), 5, Optional.of(5L));
      assertThat(wishes()).isEmpty();
    }
  }

  private List<List<Object>> wishes() {
    return bed.database().rows("select rewind from relay_positions where rewind is not null");
  }

  @Test
  void a_table_that_somebody_reads_for_long_does_not_keep_events_waiting() throws Exception {
    try (var reader = bed.database().superuser();
        var statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("lock table outbox in access share mode");

      start();
      bed.tell(0, 5);

      awaitPublished(5);
      assertThat(bed.database().count("pg_class where relname ~ '^outbox_[0-9]'")).isZero();
    }
  }

  @Test
  void a_lost_session_takes_what_was_known_of_its_shards_along() throws Exception {
    var away = new AtomicBoolean();
    var relay =
        start(
            bed.relay(
                IDLE,
                () -> {
                  if (away.get()) {
                    throw new SQLException("no role \"service\" at 10.0.0.7", "08001");
                  }
                  return bed.session(IDLE);
                }));
    await().until(() -> relay.standings().values().stream().allMatch(Standing.OPEN::equals));

    away.set(true);
    bed.killSessions();

    await().until(() -> relay.standings().values().stream().allMatch(Standing.UNKNOWN::equals));
    await()
        .untilAsserted(() ->
            assertThat(relay.trouble().orElse(""))
                .contains("SQLException 08001")
                .doesNotContain("service", "10.0.0.7"));
    away.set(false);
    await().until(() -> relay.standings().values().stream().allMatch(Standing.OPEN::equals));
    await().until(() -> relay.trouble().isEmpty());
  }

  @Test
  void a_relay_that_no_longer_comes_round_is_not_ready() throws Exception {
    var machine = new LeapingTime();
    var relay = start(bed.relay(IDLE, () -> bed.session(IDLE), machine));
    await().until(() -> OutboxHealth.of(relay, List.of()).getStatus() == Status.UP);
    relay.stop(); // Its shards look as open as before.
    threads.getFirst().join();
    assertThat(OutboxHealth.of(relay, List.of()).getStatus()).isEqualTo(Status.UP);

    machine.leap(Duration.ofSeconds(61));

    assertThat(OutboxHealth.of(relay, List.of()).getStatus()).isEqualTo(Status.DOWN);
    assertThat(OutboxHealth.of(relay, List.of()).getData().orElseThrow()).containsKey("relay");
  }

  @Test
  void no_error_ends_a_relay_and_a_lost_minute_is_made_up_for() throws Exception {
    var machine = new LeapingTime();
    var broken = new AtomicBoolean(true);
    var relay =
        start(
            bed.relay(
                IDLE,
                () -> {
                  if (broken.get()) {
                    throw new NoClassDefFoundError("of the tests");
                  }
                  return bed.session(IDLE);
                },
                machine));
    await().until(() -> relay.trouble().isPresent());
    machine.leap(Duration.ofSeconds(61));
    assertThat(relay.standsStill()).isTrue();

    broken.set(false);

    await().until(() -> !relay.standsStill());
    await().until(() -> OutboxHealth.of(relay, List.of()).getStatus() == Status.UP);
  }

  /** Every number of each shard once, rising, when repeated runs are passed over. */
  private static void assertOrderedAndComplete(int all) {
    var heard = new TreeMap<Integer, List<Envelope>>();
    var before = new TreeMap<Integer, Long>();
    for (var told : published()) {
      var envelope = told.envelope();
      var firsts = heard.computeIfAbsent(told.partition(), _ -> new ArrayList<>());
      var last = before.put(told.partition(), envelope.sequence());
      if (last != null && envelope.sequence() != last + 1) {
        assertThat(envelope.sequence()).as("a repeated run").isLessThanOrEqualTo(last);
      }
      if (envelope.sequence() > firsts.size()) {
        firsts.add(envelope);
        assertThat(envelope.sequence()).isEqualTo(firsts.size());
      }
    }
    assertThat(heard.values().stream().mapToInt(List::size).sum()).isEqualTo(all);
  }
}
