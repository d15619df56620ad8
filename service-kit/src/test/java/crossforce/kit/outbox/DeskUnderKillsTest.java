package crossforce.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.EventTypes;
import crossforce.contract.wire.Leaf;
import crossforce.kit.outbox.TellingEvent.Begun;
import crossforce.kit.test.RealParts;
import crossforce.kit.test.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Writers through a desk, as the services have them, whose connections are killed all the time. */
@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs =
        @ResourceArg(name = "topics", value = "kit.telling.v1,kit.operations.v1,kit.tales.v1"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeskUnderKillsTest {
  private static final int WRITERS = 16;
  private static final Duration BETWEEN_KILLS = Duration.ofMillis(40);

  @Inject TellingDesk desk;

  private final OutboxBed bed = new OutboxBed(TestDatabase.current());
  private final AtomicInteger left = new AtomicInteger(3_000);
  private final AtomicInteger killed = new AtomicInteger();
  private final ConcurrentLinkedQueue<UUID> committed = new ConcurrentLinkedQueue<>();

  @Test
  void sixteen_writers_across_kills_leave_one_chain_without_a_gap() throws SQLException {
    var first = bed.rows().size();

    try (var pool = Executors.newFixedThreadPool(WRITERS)) {
      for (var writer = 0; writer < WRITERS; writer++) {
        pool.submit(this::write);
      }
      while (left.get() > 0) {
        bed.killSessions();
        LockSupport.parkNanos(BETWEEN_KILLS.toNanos());
      }
    }

    var previous = new HashMap<Integer, Envelope>();
    for (var row : bed.rows()) {
      var envelope = row.envelope();
      var before = previous.put(row.shard().number(), envelope);
      if (before != null) {
        assertThat(envelope.sequence()).isEqualTo(before.sequence() + 1);
        assertThat(envelope.previousHash()).isEqualTo(before.eventHash());
      }
      assertThat(Leaf.fits(envelope, row.data())).isTrue();
    }
    var told = bed.rows().stream().map(row -> row.envelope().id()).toList();
    assertThat(told).doesNotHaveDuplicates().containsAll(committed);
    assertThat(told.size() - first).isBetween(committed.size(), committed.size() + killed.get());
    assertThat(committed).hasSizeGreaterThan(1_000);
    assertThat(killed).hasPositiveValue();
  }

  private void write() {
    while (left.getAndDecrement() > 0) {
      var thing = UUID.randomUUID();
      try {
        desk.begin(thing);
        committed.add(EventTypes.idOf(thing, Begun.class));
      } catch (RuntimeException e) {
        killed.incrementAndGet(); // Committed or not: who is killed cannot tell.
      }
    }
  }
}
