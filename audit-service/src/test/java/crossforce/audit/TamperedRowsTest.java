package crossforce.audit;

import static crossforce.audit.Audit.findings;
import static crossforce.audit.Audit.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row that was altered, deleted, swapped or made up is named, and so is its event. */
@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class TamperedRowsTest extends Insider {
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

  /** The hash is over the one behind the other. */
  @Test
  void the_data_is_moved_into_the_salt() {
    asSuperuser(
        "update log_entries set salt = salt || data, data = '' where leaf_index = " + leaf());

    assertThat(findings())
        .singleElement()
        .satisfies(f -> assertNamed(f, "data-altered", leaf(), eventAt(leaf())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "salt = ''; data-altered",
        "attributes = '[]'; attribute-altered",
        "attributes = 'null'; attribute-altered",
        "attributes = attributes || '{\"type\":null}'; attribute-altered",
        "attributes = attributes || '{\"type\":[1]}'; attribute-altered"
      })
  void a_row_is_made_unreadable(String how, String kind) {
    asSuperuser("update log_entries set %s where leaf_index = %d".formatted(how, leaf()));

    assertThat(findings()).anySatisfy(f -> assertNamed(f, kind, leaf(), eventAt(leaf())));
    get("/trails/" + Requests.THIRD);
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
      restore();
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
    assertNamed(findings().get(0), "entry-moved", one, eventAt(other));
    assertNamed(findings().get(1), "entry-moved", other, eventAt(one));
  }

  @Test
  void where_a_record_came_from_is_altered() {
    var order = leafOf("order-placed");
    asSuperuser("update log_entries set log_offset = 5000 where leaf_index = " + order);

    assertThat(findings())
        .hasSize(2)
        .anySatisfy(f -> assertNamed(f, "place-altered", order, eventAt(order)))
        .anySatisfy(f -> {
          assertThat(f).containsEntry("kind", "record-unlogged");
          assertThat(f).containsEntry("eventId", eventAt(order));
        });
  }

  /** The trail is the host's by the first event's data, which are read as of its topic. */
  @Test
  void where_two_events_of_different_services_came_from_is_swapped() {
    assertBothNamedOnceSwapped(leafOf("request-submitted"), leafOf("booking-held"));
  }

  @Test
  void where_two_neighbours_of_one_partition_came_from_is_swapped() {
    assertBothNamedOnceSwapped(leafOf("request-submitted"), leafOf("request-authorised"));
  }

  @Test
  void where_two_distant_events_of_one_partition_came_from_is_swapped() {
    assertBothNamedOnceSwapped(leafOf("request-authorised"), leafOf("request-completed"));
  }

  @Test
  void an_event_is_said_to_come_from_another_topic_of_its_service() {
    var charge = leafOf("charge-rated");
    asSuperuser(
        "delete from log_entries where leaf_index = " + unreadableLeaf(),
        """
        update log_entries e set topic = u.topic, log_offset = u.log_offset
        from kept_log_entries u where u.leaf_index = %d and e.leaf_index = %d
        """
            .formatted(unreadableLeaf(), charge));

    assertThat(findings())
        .anySatisfy(f -> {
          assertNamed(f, "place-altered", charge, eventAt(charge));
          assertThat(f.get("explanation").toString()).contains("charge-rated is told on another");
        });
  }

  @Test
  void an_event_is_said_to_come_from_a_topic_that_there_is_not() {
    asSuperuser("update log_entries set topic = 'nowhere' where leaf_index = " + leaf());

    assertThat(findings())
        .anySatisfy(f -> assertNamed(f, "place-altered", leaf(), eventAt(leaf())));
  }

  private void assertBothNamedOnceSwapped(long one, long other) {
    asSuperuser(
        "update log_entries set log_offset = -1 where leaf_index = " + one,
        cameFrom(other, one),
        cameFrom(one, other));

    assertThat(findings())
        .hasSize(2)
        .anySatisfy(f -> assertNamed(f, "place-altered", one, eventAt(one)))
        .anySatisfy(f -> assertNamed(f, "place-altered", other, eventAt(other)));
  }

  private static String cameFrom(long leaf, long other) {
    return """
    update log_entries e set topic = o.topic, partition = o.partition, log_offset = o.log_offset
    from kept_log_entries o where e.leaf_index = %d and o.leaf_index = %d
    """
        .formatted(leaf, other);
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
}
