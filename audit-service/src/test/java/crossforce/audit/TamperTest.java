package crossforce.audit;

import static crossforce.audit.Audit.awaitSize;
import static crossforce.audit.Audit.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crossforce.audit.log.model.CompactRange;
import crossforce.audit.log.model.MerkleTree;
import crossforce.contract.wire.Shard;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.Wire;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Somebody with all rights on the database, triggers off, changes what was logged: each change is
 * named at the event it was done to.
 */
@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class TamperTest {
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
  private static final HexFormat HEX = HexFormat.of();

  /** Where the story begins; other tests may have told theirs before. */
  private static long start;

  /** What was found before anybody altered anything: another test tells a number twice. */
  private static List<Map<String, Object>> before = List.of();

  private final TestDatabase database = TestDatabase.current();

  @BeforeEach
  void some_history() {
    if (database.rows("select to_regclass('kept_log_entries')").getFirst().getFirst() != null) {
      return;
    }
    start = Audit.size();
    try (var wire = Wire.open()) {
      Stories.tell(wire, Requests.THIRD);
      wire.tellRaw("billing.tariffs.v1", 2, "key", new byte[] {1, 2, 3}, Map.of());
    }
    awaitSize(start + Stories.length() + 1);
    before = Audit.findings();
    asSuperuser("create table kept_log_entries as select %s from log_entries".formatted(COLUMNS));
    OTHERS.forEach(table -> asSuperuser("create table kept_%1$s as table %1$s".formatted(table)));
  }

  @AfterEach
  void history_restored() {
    var statements = new ArrayList<String>();
    statements.add("delete from log_entries");
    statements.add(
        "insert into log_entries (%1$s) select %1$s from kept_log_entries".formatted(COLUMNS));
    for (var table : OTHERS) {
      statements.add("delete from " + table);
      statements.add("insert into %1$s select * from kept_%1$s".formatted(table));
    }
    asSuperuser(statements.toArray(String[]::new));
    assertThat(findings()).isEmpty();
  }

  private static List<Map<String, Object>> findings() {
    var found = new ArrayList<>(Audit.findings());
    found.removeAll(before);
    return found;
  }

  private static long leaf() {
    return start + 11;
  }

  private void asSuperuser(String... statements) {
    var all = new ArrayList<>(List.of("set session_replication_role = replica"));
    all.addAll(Arrays.asList(statements));
    database.run(all.toArray(String[]::new));
  }

  private String eventAt(long leaf) {
    return database
        .rows(
            "select event_id from kept_log_entries join log_entries using (leaf_index) where leaf_index = "
                + leaf)
        .getFirst()
        .getFirst()
        .toString();
  }

  private long unreadableLeaf() {
    return ((Number)
            database
                .rows(
                    """
                    select leaf_index from log_entries e join kept_quarantine q
                    using (topic, partition, log_offset) where q.value = '\\x010203'
                    """)
                .getFirst()
                .getFirst())
        .longValue();
  }

  private static void assertNamed(Map<String, Object> finding, String kind, long leaf, String id) {
    assertThat(finding).containsEntry("kind", kind);
    assertThat(finding.get("leafIndex")).isEqualTo((int) leaf);
    assertThat(finding.get("eventId")).isEqualTo(id);
  }

  @Test
  void a_byte_of_the_data_is_altered() {
    asSuperuser(
        "update log_entries set data = set_byte(data, 20, get_byte(data, 20) # 1) where leaf_index = "
            + leaf());

    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertNamed(f, "data-altered", leaf(), eventAt(leaf())));
  }

  @Test
  void the_salt_is_altered() {
    asSuperuser(
        "update log_entries set salt = set_byte(salt, 0, get_byte(salt, 0) # 1) where leaf_index = "
            + leaf());

    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertNamed(f, "data-altered", leaf(), eventAt(leaf())));
  }

  @Test
  void the_data_is_destroyed() {
    asSuperuser("update log_entries set data = null where leaf_index = " + leaf());

    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertNamed(f, "data-altered", leaf(), eventAt(leaf())));
  }

  @Test
  void each_attribute_is_altered() {
    var id = eventAt(leaf());
    var names =
        database.rows(
            "select jsonb_object_keys(attributes) from log_entries where leaf_index = " + leaf());
    for (var name : names.stream().map(row -> row.getFirst().toString()).toList()) {
      if (List.of("traceparent", "specversion", "datacontenttype").contains(name)) {
        continue;
      }
      var value =
          switch (name) {
            case "id", "causationid" -> "00000000-0000-4000-8000-000000000000";
            case "source" -> "/request-broker/00/9";
            case "sequence" -> "00000000000000009999";
            case "time" -> "2020-01-01T00:00:00Z";
            default -> "altered";
          };
      asSuperuser(
          "update log_entries set attributes = attributes || '{\"%s\":\"%s\"}' where leaf_index = %d"
              .formatted(name, value, leaf()));

      assertThat(findings())
          .as(name)
          .anySatisfy(f -> {
            assertNamed(f, "attribute-altered", leaf(), id);
            assertThat(f.get("explanation").toString()).contains(name);
          });
      history_restored();
    }
  }

  @Test
  void the_leaf_is_altered() {
    asSuperuser("update log_entries set leaf = leaf || '\\x20' where leaf_index = " + leaf());

    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertNamed(f, "leaf-altered", leaf(), eventAt(leaf())));
  }

  @Test
  void a_row_is_deleted() {
    var id = eventAt(leaf());
    asSuperuser("delete from log_entries where leaf_index = " + leaf());

    assertThat(findings())
        .singleElement()
        .satisfies(f -> {
          assertNamed(f, "entry-missing", leaf(), id);
          assertThat(f.get("sequence")).isNotNull();
        });
  }

  @Test
  void two_rows_are_swapped() {
    var one = start + 4;
    var other = start + 9;
    asSuperuser(
        "update log_entries set leaf_index = -1 where leaf_index = " + one,
        "update log_entries set leaf_index = %d where leaf_index = %d".formatted(one, other),
        "update log_entries set leaf_index = %d where leaf_index = -1".formatted(other));

    assertThat(findings()).hasSize(2);
    assertNamed(findings().get(0), "entry-moved", one, eventAt(one));
    assertNamed(findings().get(1), "entry-moved", other, eventAt(other));
  }

  @Test
  void the_tail_is_cut() {
    var cut = start + 22;
    var ids = Arrays.asList(eventOrNull(cut), eventOrNull(cut + 1), eventOrNull(cut + 2));
    asSuperuser("delete from log_entries where leaf_index >= " + cut);

    assertThat(findings()).hasSize(3);
    for (var i = 0; i < 3; i++) {
      assertNamed(findings().get(i), "entry-missing", cut + i, ids.get(i));
    }
  }

  private String eventOrNull(long leaf) {
    var id = database.rows("select event_id from log_entries where leaf_index = " + leaf);
    return id.getFirst().getFirst() == null ? null : id.getFirst().getFirst().toString();
  }

  /** All of the audit's own memory agrees that there was less; Kafka's offsets do not. */
  @Test
  void the_tail_is_cut_and_head_tiles_and_producers_made_to_fit() {
    var cut = start + 16;
    asSuperuser(
        "delete from log_entries where leaf_index >= " + cut,
        "update log_tiles set hashes = substr(hashes, 1, %d)".formatted(32 * cut),
        "update log_head set size = %d, subtree_roots = '\\x%s'".formatted(cut, rootsAt(cut)),
        """
        update producers p set highest = coalesce((select max(sequence) from log_entries e
            where e.service = p.service and e.shard = p.shard), 0),
          head_hash = coalesce((select attributes ->> 'eventhash' from log_entries e
            where e.service = p.service and e.shard = p.shard order by sequence desc limit 1), '')
        """);

    assertThat(get("/verification").getLong("size")).isEqualTo(cut);
    assertThat(findings())
        .filteredOn(f -> f.get("kind").equals("record-unlogged"))
        .hasSize(Stories.length() + 1 - 16)
        .extracting(f -> f.get("eventId"))
        .contains(lastEvents());
  }

  /** The subtree roots that the log had at this size. */
  private String rootsAt(long size) {
    var range = CompactRange.empty();
    database
        .rows("select leaf from kept_log_entries order by leaf_index limit " + size)
        .forEach(row -> range.append(MerkleTree.leafHash((byte[]) row.getFirst())));
    return HEX.formatHex(range.bytes());
  }

  private Object lastEvents() {
    return database
        .rows(
            "select attributes ->> 'id' from kept_log_entries where attributes is not null order by leaf_index desc limit 1")
        .getFirst()
        .getFirst();
  }

  @Test
  void the_head_is_altered() {
    asSuperuser(
        "update log_head set subtree_roots = set_byte(subtree_roots, 5, get_byte(subtree_roots, 5) # 1)");

    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertThat(f).containsEntry("kind", "head-altered"));
  }

  @Test
  void the_head_is_set_back() {
    asSuperuser(
        "update log_head set size = %d, subtree_roots = '\\\\x%s'"
            .formatted(start + 16, rootsAt(start + 16)));

    assertThat(findings())
        .extracting(f -> f.get("kind"))
        .contains("head-altered", "entry-beyond-log");
  }

  @Test
  void a_hash_of_the_tree_is_altered() {
    asSuperuser("update log_tiles set hashes = set_byte(hashes, 32 * %d, 7)".formatted(leaf()));

    assertThat(findings())
        .anySatisfy(f -> assertNamed(f, "leaf-altered", leaf(), eventAt(leaf())))
        .anySatisfy(f -> assertThat(f).containsEntry("kind", "head-altered"));
  }

  @Test
  void the_tree_is_gone() {
    asSuperuser("delete from log_tiles");

    assertThat(findings())
        .hasSize((int) Audit.size() + 1)
        .extracting(f -> f.get("kind"))
        .contains("tree-altered", "head-altered");
  }

  @Test
  void the_quarantined_bytes_are_altered_or_gone() {
    asSuperuser("update quarantine set value = '\\x010204' where value = '\\x010203'");
    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertNamed(f, "data-altered", unreadableLeaf(), null));

    asSuperuser("delete from quarantine where value = '\\x010204'");
    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertNamed(f, "data-altered", unreadableLeaf(), null));
  }

  @Test
  void a_row_is_made_up() {
    asSuperuser(
        """
        insert into log_entries (leaf_index, leaf, topic, partition, log_offset, attributes, data,
          salt, logged_at)
        select 9999, leaf, topic, partition, 9999, attributes, data, salt, logged_at
        from log_entries where leaf_index =
        """
            + leaf());

    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertThat(f).containsEntry("kind", "entry-beyond-log"));
  }

  @Test
  void where_a_record_came_from_is_altered() {
    asSuperuser("update log_entries set log_offset = 5000 where leaf_index = " + leaf());

    assertThat(findings())
        .singleElement()
        .satisfies(f -> {
          assertThat(f).containsEntry("kind", "record-unlogged");
          assertThat(f).containsEntry("eventId", eventAt(leaf()));
        });
  }

  @Test
  void what_is_known_of_a_producer_is_altered() {
    asSuperuser(
        "update producers set highest = highest + 2 where service = 'request-broker' and shard = "
            + Shard.of(Requests.THIRD.toString()).number());

    assertThat(findings())
        .hasSize(2)
        .allSatisfy(f -> assertThat(f).containsEntry("kind", "number-missing"));
  }

  @Test
  void the_service_itself_may_neither_update_nor_delete() throws SQLException {
    for (var table : List.of("log_entries", "log_repeats", "log_irregularities")) {
      try (var connection = database.connect();
          var statement = connection.createStatement()) {
        for (var sql :
            List.of(
                "update %s set leaf_index = 0", "delete from %s", "truncate %s", "drop table %s")) {
          assertThatThrownBy(() -> statement.execute(sql.formatted(table)))
              .as(sql.formatted(table))
              .isInstanceOf(SQLException.class)
              .extracting(e -> ((SQLException) e).getSQLState())
              .isEqualTo("42501");
        }
      }
    }
  }

  @Test
  void even_the_owner_is_refused_by_the_trigger() {
    assertThatThrownBy(() -> database.run("delete from log_entries where leaf_index = 0"))
        .hasStackTraceContaining("what is logged is never changed");
  }
}
