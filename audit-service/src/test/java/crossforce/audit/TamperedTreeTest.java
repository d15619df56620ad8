package crossforce.audit;

import static crossforce.audit.Audit.findings;
import static crossforce.audit.Audit.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crossforce.contract.wire.Shard;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A tail that was cut, and a tree, a head or a frontier that was made to fit, are named. */
@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class TamperedTreeTest extends Insider {
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
    cutAndMakeFit(cut);

    assertThat(get("/verification").getLong("size")).isEqualTo(cut);
    assertThat(findings())
        .filteredOn(f -> f.get("kind").equals("record-unlogged"))
        .hasSize(Stories.length() + 1 - 16)
        .extracting(f -> f.get("eventId"))
        .contains(lastEvents());
  }

  @Test
  void the_tail_is_cut_and_said_to_have_told_again_what_is_left() {
    var cut = start + 16;
    cutAndMakeFit(cut);
    asSuperuser(
        """
        insert into log_repeats (topic, partition, log_offset, leaf_index)
        select topic, partition, log_offset, 0 from kept_log_entries where leaf_index >= %d
        """
            .formatted(cut));

    assertThat(findings())
        .filteredOn(f -> f.get("kind").equals("repeat-altered"))
        .hasSize(Stories.length() + 1 - 16)
        .extracting(f -> f.get("eventId"))
        .contains(lastEvents());
  }

  @Test
  void a_row_is_deleted_and_said_to_have_been_told_again() {
    asSuperuser(
        "delete from log_entries where leaf_index = " + leaf(), repeat("log_offset", "leaf_index"));

    assertThat(findings())
        .filteredOn(f -> f.get("kind").equals("entry-missing"))
        .singleElement()
        .satisfies(f -> assertNamed(f, "entry-missing", leaf(), eventAt(leaf())));
  }

  @Test
  void what_is_logged_is_said_to_be_a_repeat_as_well() {
    asSuperuser(repeat("log_offset", "leaf_index"));

    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertThat(f).containsEntry("kind", "repeat-altered"));
  }

  @Test
  void a_repeat_is_of_a_leaf_that_the_log_does_not_reach() {
    asSuperuser(
        "delete from log_entries where leaf_index = " + leaf(), repeat("log_offset", "9999"));

    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertNamed(f, "entry-missing", leaf(), eventAt(leaf())));
  }

  /** Says that where the story's middle event came from, this leaf was told again. */
  private String repeat(String offset, String ofLeaf) {
    return """
    insert into log_repeats (topic, partition, log_offset, leaf_index)
    select topic, partition, %s, %s from kept_log_entries where leaf_index = %d
    """
        .formatted(offset, ofLeaf, leaf());
  }

  private void cutAndMakeFit(long cut) {
    asSuperuser(
        "delete from log_entries where leaf_index >= " + cut,
        cutTiles(0, cut),
        cutTiles(1, cut / 256),
        "delete from log_tiles where length(hashes) = 0",
        "update log_head set size = %d, subtree_roots = '\\x%s'".formatted(cut, rootsAt(cut)),
        """
        update producers p set highest = coalesce((select max(sequence) from log_entries e
            where e.service = p.service and e.shard = p.shard), 0),
          head_hash = coalesce((select attributes ->> 'eventhash' from log_entries e
            where e.service = p.service and e.shard = p.shard order by sequence desc limit 1), '')
        """);
  }

  private static String cutTiles(int level, long hashes) {
    return """
    update log_tiles set hashes =
      substr(hashes, 1, 32 * greatest(0, least(256, %d - 256 * index))::integer)
    where level = %d
    """
        .formatted(hashes, level);
  }

  private Object lastEvents() {
    return database
        .rows(
            "select attributes ->> 'id' from kept_log_entries where attributes is not null order by leaf_index desc limit 1")
        .getFirst()
        .getFirst();
  }

  /** Nothing in the audit's database knows that there was more. */
  @Test
  void the_tail_is_cut_and_where_it_was_read_to_made_to_fit() {
    var cut = start + 16;
    cutAndMakeFit(cut);
    asSuperuser(
        """
        update event_offsets o set next_offset = least(next_offset, (select min(log_offset)
          from kept_log_entries e where e.topic = o.topic and e.partition = o.partition
          and e.leaf_index >= %d))
        """
            .formatted(cut));

    assertThat(findings())
        .isNotEmpty()
        .allSatisfy(f -> assertThat(f).containsEntry("kind", "records-unread"));
  }

  @Test
  void a_partition_is_said_to_be_read_less_far_than_it_is_logged() {
    asSuperuser("delete from event_offsets where topic = 'broker.requests.v1'");

    assertThat(findings()).extracting(f -> f.get("kind")).contains("records-unread");
    asSuperuser(
        "insert into event_offsets select * from kept_event_offsets where topic = 'broker.requests.v1'",
        "update event_offsets set next_offset = next_offset - 1 where topic = 'broker.requests.v1' and next_offset > 0");

    assertThat(findings()).extracting(f -> f.get("kind")).contains("records-unread");
  }

  @Test
  void a_tile_is_longer_than_the_tree_is_wide() {
    asSuperuser("update log_tiles set hashes = hashes || hashes where level = 0");
    assertThat(findings()).isNotEmpty();

    asSuperuser(
        "delete from log_tiles",
        "insert into log_tiles select * from kept_log_tiles",
        "insert into log_tiles values (1, 0, '\\x00') on conflict (level, index) do update set hashes = log_tiles.hashes || excluded.hashes");

    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertThat(f).containsEntry("kind", "tree-altered"));
  }

  @Test
  void the_head_tells_of_a_log_without_end() {
    asSuperuser("update log_head set size = 1000000000000000");

    assertThat(findings()).extracting(f -> f.get("kind")).contains("head-altered");
  }

  @Test
  void a_tile_stands_where_no_log_reaches() {
    asSuperuser("insert into log_tiles values (0, 1000000000000, decode(repeat('00', 32), 'hex'))");

    assertThat(findings()).extracting(f -> f.get("kind")).contains("head-altered", "tree-altered");
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
        "update log_head set size = %d, subtree_roots = '\\x%s'"
            .formatted(start + 16, rootsAt(start + 16)));

    assertThat(findings())
        .extracting(f -> f.get("kind"))
        .contains("head-altered", "entry-beyond-log");
  }

  @Test
  void a_hash_of_the_tree_is_altered() {
    asSuperuser(
        "update log_tiles set hashes = set_byte(hashes, %d, 7) where level = 0 and index = %d"
            .formatted(32 * (leaf() % 256), leaf() / 256));

    assertThat(findings())
        .anySatisfy(f -> assertNamed(f, "leaf-altered", leaf(), eventAt(leaf())))
        .anySatisfy(f -> assertThat(f).containsEntry("kind", "head-altered"));
  }

  @Test
  void the_tree_is_gone() {
    asSuperuser("delete from log_tiles");

    assertThat(get("/verification").getLong("findingsInAll")).isGreaterThan(Audit.size());
    assertThat(findings()).extracting(f -> f.get("kind")).contains("tree-altered", "head-altered");
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

  /** It would be waited for, and never said to be missing. */
  @Test
  void a_missing_number_is_said_to_have_been_missed_in_times_to_come() {
    asSuperuser(
        "delete from log_entries where leaf_index = " + leaf(),
        """
        insert into gaps (service, shard, first, last, opened_at)
        select split_part(attributes ->> 'source', '/', 2),
          split_part(attributes ->> 'source', '/', 3)::integer,
          (attributes ->> 'sequence')::bigint, (attributes ->> 'sequence')::bigint, '2999-01-01'
        from kept_log_entries where leaf_index = %d
        """
            .formatted(leaf()));

    assertThat(get("/verification").getLong("stillExpected")).isZero();
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
