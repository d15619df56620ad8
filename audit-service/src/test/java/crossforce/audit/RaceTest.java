package crossforce.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crossforce.audit.log.model.MerkleTree;
import crossforce.contract.Topics;
import crossforce.kit.events.RecordsHandler;
import crossforce.kit.events.Transactions;
import crossforce.kit.outbox.EnvelopeHeaders;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.Wire;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Writers of several partitions at once, on real transactions. */
@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class RaceTest {
  private static final int WRITERS = 4;
  private static final int BATCHES = 12;
  private static final int TOGETHER = 10;

  @Inject RecordsHandler log;
  @Inject Transactions transactions;

  @Test
  void writers_at_once_leave_one_row_of_leaves_and_one_root() throws Exception {
    var before = Audit.size();
    var found = Audit.findings();
    var barrier = new CyclicBarrier(WRITERS);
    try (var pool = Executors.newFixedThreadPool(WRITERS);
        var wire = Wire.open()) {
      var writers = new ArrayList<Callable<Void>>();
      for (var i = 0; i < WRITERS; i++) {
        var forger = new Forger(wire, Requests.quietShards().get(i));
        writers.add(() -> write(forger, barrier));
      }
      for (var writer : pool.invokeAll(writers)) {
        writer.get();
      }
    }

    assertThat(Audit.size()).isEqualTo(before + WRITERS * BATCHES * TOGETHER);
    var leaves =
        TestDatabase.current().rows("select leaf_index, leaf from log_entries order by leaf_index");
    assertThat(leaves).hasSize((int) Audit.size());
    assertThat(((Number) leaves.getLast().getFirst()).longValue()).isEqualTo(Audit.size() - 1);
    var hashes = leaves.stream().map(row -> MerkleTree.leafHash((byte[]) row.get(1))).toList();
    assertThat(HexFormat.of().formatHex(MerkleTree.root(hashes)))
        .isEqualTo(Audit.get("/log").getString("rootHash"));
    assertThat(Audit.findings()).isEqualTo(found);
  }

  private Void write(Forger forger, CyclicBarrier barrier) throws Exception {
    barrier.await();
    for (var batch = 0; batch < BATCHES; batch++) {
      var records = records(forger, 1 + (long) batch * TOGETHER, TOGETHER);
      transactions.inOne(() -> {
        log.take(records);
        return records;
      });
    }
    return null;
  }

  @Test
  void what_is_not_committed_was_never_logged() {
    try (var wire = Wire.open()) {
      var before = Audit.get("/log");
      var records = records(new Forger(wire, Requests.quietShards().get(4)), 1, 300);

      assertThatThrownBy(() ->
              transactions.inOne(() -> {
                log.take(records);
                throw new IllegalStateException("killed before the commit");
              }))
          .hasMessageContaining("killed");

      assertThat(Audit.size()).isEqualTo(before.getLong("size"));
      assertThat(Audit.get("/log").getString("rootHash")).isEqualTo(before.getString("rootHash"));
      assertThat(TestDatabase.current().count("log_entries")).isEqualTo(Audit.size());
    }
  }

  /** As they would come from Kafka, at offsets that no topic of a test reaches. */
  static List<ConsumerRecord<byte[], byte[]>> records(Forger forger, long from, int count) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (var number = from; number < from + count; number++) {
      var envelope = forger.seal(number);
      var data = Forger.data(number);
      records.add(
          new ConsumerRecord<>(
              Topics.TARIFFS.name(),
              envelope.source().shard().number(),
              1_000_000_000L + number,
              0,
              TimestampType.LOG_APPEND_TIME,
              0,
              data.length,
              envelope.subject().getBytes(),
              data,
              EnvelopeHeaders.of(envelope),
              Optional.empty()));
    }
    return records;
  }
}
