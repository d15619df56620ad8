package crossforce.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Awaitility.setDefaultTimeout;

import crossforce.kit.test.TestTopics;
import crossforce.kit.test.Told;
import crossforce.kit.test.Wire;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Relays on a fresh outbox and fresh topics, and what they have published. */
abstract class RelayBed {
  static final Duration IDLE = Duration.ofSeconds(6);

  final List<Thread> threads = new ArrayList<>();
  final List<Relay> relays = new ArrayList<>();
  OutboxBed bed;

  @BeforeEach
  void fresh() {
    setDefaultTimeout(Duration.ofSeconds(60));
    bed = OutboxBed.fresh();
    TestTopics.fresh(OutboxBed.TOPICS);
  }

  @AfterEach
  void stop() throws Exception {
    relays.forEach(Relay::stop);
    for (var thread : threads) {
      thread.join();
    }
  }

  Relay start() {
    return start(bed.relay(IDLE));
  }

  Relay start(Relay relay) {
    relays.add(relay);
    threads.add(Thread.ofPlatform().start(relay));
    return relay;
  }

  Map<Integer, Long> positions() {
    var positions = new TreeMap<Integer, Long>();
    bed.database()
        .rows("select shard, sequence from relay_positions")
        .forEach(row -> positions.put((Integer) row.get(0), (Long) row.get(1)));
    return positions;
  }

  /** Tells that many more of a shard, and waits until it is noted that they are out. */
  void publish(int shard, int events) throws SQLException {
    var before = positions().getOrDefault(shard, 0L);
    bed.tell(shard, events);
    await().untilAsserted(() -> assertThat(positions()).containsEntry(shard, before + events));
  }

  static List<Told<TellingEvent>> published() {
    try (var wire = Wire.open()) {
      return wire.all(OutboxBed.TELLING);
    }
  }

  static void awaitPublished(int least) {
    await()
        .until(() ->
            published().stream().map(told -> told.envelope().id()).distinct().count() >= least);
  }
}
