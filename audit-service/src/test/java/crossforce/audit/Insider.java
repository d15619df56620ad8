package crossforce.audit;

import static crossforce.audit.Audit.awaitSize;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.audit.log.model.CompactRange;
import crossforce.audit.log.model.MerkleTree;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Somebody with all rights on the database; whatever they do is undone after each test. */
abstract class Insider {
  private static final String COLUMNS =
      "leaf_index, leaf, topic, partition, log_offset, attributes, data, salt, logged_at";
  private static final List<String> OTHERS =
      List.of(
          "log_head",
          "log_tiles",
          "producers",
          "gaps",
          "event_offsets",
          "quarantine",
          "log_repeats");

  final TestDatabase database = TestDatabase.current();

  /** Where the story begins; other tests may have told theirs before. */
  long start;

  @BeforeEach
  void some_history() {
    if (database.count("log_entries where correlation_id = '%s'".formatted(Requests.THIRD)) == 0) {
      var before = Audit.size();
      try (var wire = Wire.open()) {
        Stories.tell(wire, Requests.THIRD);
        wire.tellRaw("billing.tariffs.v1", 2, "key", new byte[] {1, 2, 3}, Map.of());
      }
      awaitSize(before + Stories.length() + 1);
    }
    start =
        number(
            "select min(leaf_index) from log_entries where correlation_id = '%s'"
                .formatted(Requests.THIRD));
    asSuperuser("create table kept_log_entries as select %s from log_entries".formatted(COLUMNS));
    OTHERS.forEach(table -> asSuperuser("create table kept_%1$s as table %1$s".formatted(table)));
  }

  @AfterEach
  void history_restored() {
    restore();
    asSuperuser("drop table kept_log_entries");
    OTHERS.forEach(table -> asSuperuser("drop table kept_" + table));
  }

  void restore() {
    var statements = new ArrayList<String>();
    statements.add("delete from log_entries");
    statements.add(
        "insert into log_entries (%1$s) select %1$s from kept_log_entries".formatted(COLUMNS));
    for (var table : OTHERS) {
      statements.add("delete from " + table);
      statements.add("insert into %1$s select * from kept_%1$s".formatted(table));
    }
    asSuperuser(statements.toArray(String[]::new));
    assertThat(Audit.findings()).isEmpty();
  }

  /** With triggers off. */
  void asSuperuser(String... statements) {
    var all = new ArrayList<>(List.of("set session_replication_role = replica"));
    all.addAll(Arrays.asList(statements));
    database.run(all.toArray(String[]::new));
  }

  /** An event in the midst of the story. */
  long leaf() {
    return start + 11;
  }

  String eventAt(long leaf) {
    return database
        .rows("select attributes ->> 'id' from kept_log_entries where leaf_index = " + leaf)
        .getFirst()
        .getFirst()
        .toString();
  }

  /** The story's event of this type, which tells one of it only. */
  long leafOf(String type) {
    return number(
        "select leaf_index from kept_log_entries where attributes ->> 'correlationid' = '%s' and attributes ->> 'type' = '%s'"
            .formatted(Requests.THIRD, type));
  }

  /** Where the bytes stand that are no event. */
  long unreadableLeaf() {
    return number(
        """
        select leaf_index from kept_log_entries e join kept_quarantine q
        using (topic, partition, log_offset) where q.value = '\\x010203'
        """);
  }

  /** The subtree roots that the log had at this size. */
  String rootsAt(long size) {
    var range = CompactRange.empty();
    database
        .rows("select leaf from kept_log_entries order by leaf_index limit " + size)
        .forEach(row -> range.append(MerkleTree.leafHash((byte[]) row.getFirst())));
    return HexFormat.of().formatHex(range.bytes());
  }

  private long number(String sql) {
    return ((Number) database.rows(sql).getFirst().getFirst()).longValue();
  }

  static void assertNamed(Map<String, Object> finding, String kind, long leaf, String event) {
    assertThat(finding).containsEntry("kind", kind);
    assertThat(finding.get("leafIndex")).isEqualTo((int) leaf);
    assertThat(finding.get("eventId")).isEqualTo(event);
  }
}
