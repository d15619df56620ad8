package crossforce.audit;

import static crossforce.audit.Audit.assertVerified;
import static crossforce.audit.Audit.awaitSize;
import static crossforce.audit.Audit.findings;
import static crossforce.audit.Audit.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.Wire;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
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
@TestProfile(TamperTest.Alone.class)
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
  private static final int LEAF = 11;

  /** A database of its own. */
  public static class Alone implements QuarkusTestProfile {}

  private final TestDatabase database = TestDatabase.current();

  @BeforeEach
  void some_history() {
    if (Audit.size() == 0) {
      try (var wire = Wire.open()) {
        Stories.tell(wire, Requests.FIRST);
        wire.tellRaw("billing.tariffs.v1", 2, "key", new byte[] {1, 2, 3}, Map.of());
      }
      awaitSize(Stories.length() + 1);
      assertVerified();
      asSuperuser("create table kept_log_entries as select %s from log_entries".formatted(COLUMNS));
      OTHERS.forEach(t -> asSuperuser("create table kept_%1$s as table %1$s".formatted(t)));
    }
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
    assertVerified();
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
                .rows("select leaf_index from kept_log_entries where attributes is null")
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
            + LEAF);

    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertNamed(f, "data-altered", LEAF, eventAt(LEAF)));
  }

  @Test
  void the_salt_is_altered() {
    asSuperuser(
        "update log_entries set salt = set_byte(salt, 0, get_byte(salt, 0) # 1) where leaf_index = "
            + LEAF);

    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertNamed(f, "data-altered", LEAF, eventAt(LEAF)));
  }

  @Test
  void the_data_is_destroyed() {
    asSuperuser("update log_entries set data = null where leaf_index = " + LEAF);

    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertNamed(f, "data-altered", LEAF, eventAt(LEAF)));
  }

  @Test
  void each_attribute_is_altered() {
    var id = eventAt(LEAF);
    var names =
        database.rows(
            "select jsonb_object_keys(attributes) from log_entries where leaf_index = " + LEAF);
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
              .formatted(name, value, LEAF));

      assertThat(findings())
          .as(name)
          .anySatisfy(f -> {
            assertNamed(f, "attribute-altered", LEAF, id);
            assertThat(f.get("explanation").toString()).contains(name);
          });
      history_restored();
    }
  }

  @Test
  void the_leaf_is_altered() {
    asSuperuser("update log_entries set leaf = leaf || '\\x20' where leaf_index = " + LEAF);

    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertNamed(f, "leaf-altered", LEAF, eventAt(LEAF)));
  }

  @Test
  void a_row_is_deleted() {
    var id = eventAt(LEAF);
    asSuperuser("delete from log_entries where leaf_index = " + LEAF);

    assertThat(findings())
        .singleElement()
        .satisfies(f -> {
          assertNamed(f, "entry-missing", LEAF, id);
          assertThat(f.get("sequence")).isNotNull();
        });
  }

  @Test
  void two_rows_are_swapped() {
    asSuperuser(
        "update log_entries set leaf_index = -1 where leaf_index = 4",
        "update log_entries set leaf_index = 4 where leaf_index = 9",
        "update log_entries set leaf_index = 9 where leaf_index = -1");

    assertThat(findings()).hasSize(2);
    assertNamed(findings().get(0), "entry-moved", 4, eventAt(4));
    assertNamed(findings().get(1), "entry-moved", 9, eventAt(9));
  }

  @Test
  void the_tail_is_cut() {
    var ids = List.of(eventOrNull(22), eventOrNull(23), eventOrNull(24));
    asSuperuser("delete from log_entries where leaf_index >= 22");

    assertThat(findings()).hasSize(3);
    for (var i = 0; i < 3; i++) {
      assertNamed(findings().get(i), "entry-missing", 22 + i, ids.get(i));
    }
  }

  private String eventOrNull(long leaf) {
    var id = database.rows("select event_id from log_entries where leaf_index = " + leaf);
    return id.getFirst().getFirst() == null ? null : id.getFirst().getFirst().toString();
  }

  /** All of the audit's own memory agrees that there was less; Kafka's offsets do not. */
  @Test
  void the_tail_is_cut_and_head_tiles_and_producers_made_to_fit() {
    asSuperuser(
        "delete from log_entries where leaf_index >= 16",
        "update log_tiles set hashes = substr(hashes, 1, 512)",
        """
        update log_head set size = 16, subtree_roots = (select sha256(
          '\\x01'::bytea || a.hash || b.hash) from (select hash from roots where n = 0) a,
          (select hash from roots where n = 1) b)
        """
            .replace("from roots", "from (" + roots() + ") r"),
        """
        update producers p set highest = coalesce((select max(sequence) from log_entries e
            where e.service = p.service and e.shard = p.shard), 0),
          head_hash = coalesce((select attributes ->> 'eventhash' from log_entries e
            where e.service = p.service and e.shard = p.shard order by sequence desc limit 1), '')
        """);

    assertThat(get("/verification").getLong("size")).isEqualTo(16);
    assertThat(findings())
        .filteredOn(f -> f.get("kind").equals("record-unlogged"))
        .hasSize(Stories.length() + 1 - 16)
        .extracting(f -> f.get("eventId"))
        .contains(lastEvents());
  }

  /** The roots of the two halves of 16 leaves, in SQL. */
  private static String roots() {
    var level =
        "select i as n, substr(hashes, i * 32 + 1, 32) as hash from log_tiles, generate_series(0, 15) i where level = 0";
    for (var size = 8; size >= 2; size /= 2) {
      level =
          "select l.n / 2 as n, sha256('\\x01'::bytea || l.hash || r.hash) as hash from (%s) l join (%s) r on r.n = l.n + 1 where l.n %% 2 = 0"
              .formatted(level, level);
    }
    return level;
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
    asSuperuser("update log_head set size = 16, subtree_roots = substr(subtree_roots, 1, 32)");

    assertThat(findings())
        .extracting(f -> f.get("kind"))
        .contains("head-altered", "entry-beyond-log");
  }

  @Test
  void a_hash_of_the_tree_is_altered() {
    asSuperuser("update log_tiles set hashes = set_byte(hashes, 32 * %d, 7)".formatted(LEAF));

    assertThat(findings())
        .anySatisfy(f -> assertNamed(f, "leaf-altered", LEAF, eventAt(LEAF)))
        .anySatisfy(f -> assertThat(f).containsEntry("kind", "head-altered"));
  }

  @Test
  void the_tree_is_gone() {
    asSuperuser("delete from log_tiles");

    assertThat(findings())
        .hasSize(Stories.length() + 2)
        .extracting(f -> f.get("kind"))
        .contains("tree-altered", "head-altered");
  }

  @Test
  void the_quarantined_bytes_are_altered_or_gone() {
    asSuperuser("update quarantine set value = '\\x010204'");
    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertNamed(f, "data-altered", unreadableLeaf(), null));

    asSuperuser("delete from quarantine");
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
        select 999, leaf, topic, partition, 999, attributes, data, salt, logged_at
        from log_entries where leaf_index = 11
        """);

    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertThat(f).containsEntry("kind", "entry-beyond-log"));
  }

  @Test
  void where_a_record_came_from_is_altered() {
    asSuperuser("update log_entries set log_offset = 5000 where leaf_index = " + LEAF);

    assertThat(findings())
        .singleElement()
        .satisfies(f -> {
          assertThat(f).containsEntry("kind", "record-unlogged");
          assertThat(f).containsEntry("eventId", eventAt(LEAF));
        });
  }

  @Test
  void what_is_known_of_a_producer_is_altered() {
    asSuperuser("update producers set highest = highest + 2 where service = 'request-broker'");

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
        .hasRootCauseMessage(
            "ERROR: what is logged is never changed\n  Where: PL/pgSQL function refuse_change() line 3 at RAISE");
  }
}
