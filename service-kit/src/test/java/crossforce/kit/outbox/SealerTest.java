package crossforce.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.Leaf;
import crossforce.contract.wire.Shard;
import crossforce.kit.outbox.Sealer.Sealed;
import crossforce.kit.time.MachineTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SealerTest {
  private OutboxBed bed;

  @BeforeEach
  void fresh() {
    bed = OutboxBed.fresh();
  }

  @Test
  void events_of_a_shard_are_numbered_from_one_and_chained() throws Exception {
    var thing = OutboxBed.thingOf(3);

    var first = bed.tell(OutboxBed.noted(thing, "a"), OutboxBed.noted(thing, "b"));
    var second = bed.tell(OutboxBed.noted(OutboxBed.thingOf(3), "c"));

    assertThat(first).extracting(Envelope::sequence).containsExactly(1L, 2L);
    assertThat(first.getFirst().previousHash()).isEqualTo(Hash.ZERO);
    assertThat(first.getLast().previousHash()).isEqualTo(first.getFirst().eventHash());
    assertThat(second.getFirst().sequence()).isEqualTo(3);
    assertThat(second.getFirst().previousHash()).isEqualTo(first.getLast().eventHash());
    assertThat(second.getFirst().source()).hasToString("/kit-test/03/1");
  }

  @Test
  void after_the_head_that_was_left_one_trip_seals_as_two_do() throws Exception {
    var left =
        sealAfter(new Head(new Shard(3), 1, 0, Hash.ZERO, Optional.empty()), 3).orElseThrow();
    sealAfter(left.heads().getFirst(), 2).orElseThrow();
    bed.tell(3, 1);

    var rows = bed.rows();
    assertThat(rows).extracting(Row::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    for (var i = 1; i < rows.size(); i++) {
      assertThat(rows.get(i).envelope().previousHash())
          .isEqualTo(rows.get(i - 1).envelope().eventHash());
      assertThat(Leaf.fits(rows.get(i).envelope(), rows.get(i).data())).isTrue();
    }
  }

  @Test
  void after_another_head_than_the_present_one_nothing_is_stored() throws Exception {
    bed.tell(3, 1);
    var head =
        new Head(
            new Shard(3), 1, 1, bed.rows().getFirst().envelope().eventHash(), Optional.empty());
    var other = Hash.of(new byte[32]);

    assertThat(sealAfter(new Head(head.shard(), 1, 0, Hash.ZERO, Optional.empty()), 1)).isEmpty();
    assertThat(sealAfter(new Head(head.shard(), 1, 1, other, Optional.empty()), 1)).isEmpty();
    assertThat(sealAfter(new Head(head.shard(), 2, 1, head.hash(), Optional.empty()), 1)).isEmpty();
    bed.database().run("update event_heads set closed = 'tried' where shard = 3");
    assertThat(sealAfter(head, 1)).isEmpty();
    bed.database().run("update event_heads set closed = null where shard = 3");

    assertThat(bed.rows()).hasSize(1);
    assertThat(sealAfter(head, 1)).isPresent();
  }

  private Optional<Sealed> sealAfter(Head head, int events) throws SQLException {
    var pending =
        IntStream.range(0, events)
            .mapToObj(i -> OutboxBed.noted(OutboxBed.thingOf(head.shard().number()), "event " + i))
            .toList();
    try (var connection = bed.connect()) {
      var sealed = OutboxBed.SEALER.sealIfStill(connection, head, pending, new MachineTime().now());
      connection.commit();
      return sealed;
    }
  }

  @Test
  void what_is_stored_is_what_was_hashed() throws Exception {
    var sealed = bed.tell(OutboxBed.noted(OutboxBed.thingOf(0), "ünï©ode \"quoted\" \\ \u2028"));

    var row = bed.rows().getFirst();
    assertThat(row.envelope()).isEqualTo(sealed.getFirst());
    assertThat(Leaf.fits(row.envelope(), row.data())).isTrue();
  }

  @Test
  void altering_any_attribute_or_byte_is_seen_at_that_event() throws Exception {
    bed.tell(OutboxBed.noted(OutboxBed.thingOf(0), "as it was"));
    var row = bed.rows().getFirst();

    for (var name : row.attributes().keySet()) {
      if (!List.of("specversion", "datacontenttype").contains(name)) {
        var altered = new HashMap<>(row.attributes());
        altered.put(name, otherThan(name, altered.get(name)));
        assertThat(Leaf.fits(Envelope.parse(altered), row.data())).as(name).isFalse();
      }
    }
    for (var i = 0; i < row.data().length; i++) {
      var altered = row.data().clone();
      altered[i] ^= 1;
      assertThat(Leaf.fits(row.envelope(), altered)).as("byte " + i).isFalse();
    }
  }

  private static String otherThan(String name, String value) {
    return switch (name) {
      case "id", "causationid" -> UUID.randomUUID().toString();
      case "source" -> "/kit-test/00/2";
      case "time" -> "2026-03-01T12:00:00.123457Z";
      case "sequence" -> Envelope.sequenceText(77);
      case "authtype" -> "user";
      case "dataclassification" -> "official-sensitive";
      case "previoushash", "eventhash", "datasalt" ->
          (value.startsWith("0") ? "1" : "0") + value.substring(1);
      default -> value + "x";
    };
  }

  @Test
  void sixteen_writers_with_rollbacks_and_killed_connections_leave_no_gap() throws Exception {
    var committed = new ConcurrentLinkedQueue<UUID>();
    var unsure = new ConcurrentLinkedQueue<UUID>();
    var left = new AtomicInteger(1600);
    var writing = new AtomicBoolean(true);
    var disorder = new ConcurrentLinkedQueue<String>();

    try (var pool = Executors.newFixedThreadPool(18)) {
      for (var writer = 0; writer < 16; writer++) {
        var random = new Random(writer);
        pool.submit(() -> write(random, left, committed, unsure));
      }
      pool.submit(() -> watch(writing, disorder));
      while (left.get() > 0) {
        bed.killSessions();
        Thread.onSpinWait();
      }
      writing.set(false);
    }

    var rows = bed.rows();
    var previous = new HashMap<Integer, Envelope>();
    for (var row : rows) {
      var envelope = row.envelope();
      var before = previous.put(row.shard().number(), envelope);
      assertThat(envelope.sequence()).isEqualTo(before == null ? 1 : before.sequence() + 1);
      assertThat(envelope.previousHash())
          .isEqualTo(before == null ? Hash.ZERO : before.eventHash());
      assertThat(Leaf.fits(envelope, row.data())).isTrue();
    }
    var stored = rows.stream().map(row -> row.envelope().id()).toList();
    assertThat(stored).doesNotHaveDuplicates().containsAll(committed);
    assertThat(committed).hasSizeGreaterThan(100);
    committed.addAll(unsure);
    assertThat(committed).containsAll(stored);
    assertThat(disorder).isEmpty();
  }

  private void write(
      Random random,
      AtomicInteger left,
      ConcurrentLinkedQueue<UUID> committed,
      ConcurrentLinkedQueue<UUID> unsure) {
    while (left.getAndDecrement() > 0) {
      var told =
          List.of(
              OutboxBed.noted(OutboxBed.thingOf(random.nextInt(4)), "one"),
              OutboxBed.noted(OutboxBed.thingOf(random.nextInt(4)), "two"));
      var committing = false;
      try (var connection = bed.connect()) {
        OutboxBed.SEALER.seal(connection, told, new MachineTime().now());
        if (random.nextInt(5) == 0) {
          connection.rollback();
        } else {
          committing = true;
          connection.commit();
          told.forEach(event -> committed.add(event.id()));
          committing = false;
        }
      } catch (SQLException e) {
        if (committing) {
          told.forEach(event -> unsure.add(event.id()));
        }
      }
    }
  }

  /** Whoever sees a number sees all before it, at any moment. */
  private void watch(AtomicBoolean writing, ConcurrentLinkedQueue<String> disorder) {
    while (writing.get()) {
      bed
          .database()
          .rows("select shard, max(sequence), count(*) from outbox group by shard")
          .stream()
          .filter(row -> !row.get(1).equals(row.get(2)))
          .forEach(row -> disorder.add(row.toString()));
    }
  }

  @Test
  void each_head_lies_on_a_page_of_its_own_and_stays_there() throws Exception {
    bed.tell(5, 300);

    var pages =
        bed.database().rows("select (ctid::text::point)[0] from event_heads").stream()
            .map(List::getFirst)
            .toList();
    assertThat(pages).hasSize(16).doesNotHaveDuplicates();
    // Statistics reach the view when their session has ended.
    await()
        .untilAsserted(() ->
            assertThat(
                    bed.database()
                        .rows(
                            "select n_tup_upd = n_tup_hot_upd and n_tup_upd >= 300"
                                + " from pg_stat_user_tables where relname = 'event_heads'"))
                .containsExactly(List.of(true)));
  }

  @Test
  void a_closed_shard_tells_nothing_but_what_operators_did() throws Exception {
    bed.database().run("update event_heads set closed = 'restored' where shard = 2");

    assertThatThrownBy(() -> bed.tell(2, 1))
        .isInstanceOf(SQLException.class)
        .hasMessage("shard 2 is closed: restored")
        .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("57P03"));
    bed.tell(1, 1);
  }

  @Test
  void rows_lie_in_days_and_published_days_are_dropped() throws Exception {
    var today = LocalDate.of(2030, 6, 15);
    try (var session = bed.session(Duration.ofSeconds(15))) {
      session.keepHouse(today.minusDays(20), Duration.ofDays(7));
      tellOn(today.minusDays(20), 0);
      tellOn(today.minusDays(19), 1);
      bed.database().run("update relay_positions set sequence = 1 where shard = 0");

      session.keepHouse(today, Duration.ofDays(7));
    }

    var days =
        bed
            .database()
            .rows("select relname from pg_class where relname ~ '^outbox_[0-9]' and relkind = 'r'")
            .stream()
            .map(row -> (String) row.getFirst())
            .toList();
    assertThat(days)
        .contains("outbox_20300527", "outbox_20300615", "outbox_20300622")
        .doesNotContain("outbox_20300526", "outbox_20300528");
    assertThat(bed.rows()).hasSize(1);
  }

  private void tellOn(LocalDate day, int shard) throws SQLException {
    try (var connection = bed.connect()) {
      var at = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
      var event = OutboxBed.noted(OutboxBed.thingOf(shard), "old");
      OutboxBed.SEALER.seal(connection, List.of(event), at);
      connection.commit();
    }
  }
}
