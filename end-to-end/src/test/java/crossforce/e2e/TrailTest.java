package crossforce.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A trail is proved by what it tells, and what was altered is named by its event. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TrailTest {
  private static final String REQUEST = "6f1c1f0e-0000-4000-8000-00000000000a";
  private static final String OTHER_REQUEST = "6f1c1f0e-0000-4000-8000-00000000000b";
  private static final String FIRST = "6f1c1f0e-0000-4000-8000-000000000001";
  private static final String SECOND = "6f1c1f0e-0000-4000-8000-000000000002";
  private static final String SALT = "000102030405060708090a0b0c0d0e0f";

  /** Parsed and written again it would be other bytes. */
  private static final String DATA =
      "{\"data\":{ \"pence\" : 1.50, \"note\":\"caf\\u00e9 } , \\\"é\\\"\"},\"pence\":1e2}";

  private static final byte[] LEAF_1 = leaf(FIRST, REQUEST, DATA);
  private static final byte[] LEAF_2 = leaf(SECOND, REQUEST, DATA);
  private static final List<byte[]> LEAVES = List.of(LEAF_1, LEAF_2);
  private static final String ROOT = Merkle.root(LEAVES);

  @Test
  void data_are_proved_byte_for_byte_as_they_were_told() {
    var trail =
        Trail.of(REQUEST, answer(event(0, FIRST, LEAF_1, DATA), event(1, SECOND, LEAF_2, DATA)));

    assertThat(trail.prove(LEAVES, ROOT)).isEqualTo(ROOT);
    assertThat(trail.events().getLast().data().path("pence").asInt()).isEqualTo(100);
  }

  @Test
  void a_trail_of_many_pages_is_proved_to_its_end() {
    var events = new String[500];
    Arrays.fill(events, event(0, FIRST, LEAF_1, DATA));
    events[events.length - 1] = event(1, SECOND, LEAF_2, DATA);

    assertThat(Trail.of(REQUEST, answer(events)).prove(LEAVES, ROOT)).isEqualTo(ROOT);

    events[events.length - 1] = event(1, SECOND, LEAF_2, DATA.replace("1e2", "1e3"));
    assertThatThrownBy(() -> Trail.of(REQUEST, answer(events)).prove(LEAVES, ROOT))
        .hasMessageContaining(SECOND);
  }

  @Test
  void one_altered_byte_of_the_data_is_named_by_its_event() {
    var altered = DATA.replace("1e2", "1e3");
    var trail =
        Trail.of(REQUEST, answer(event(0, FIRST, LEAF_1, DATA), event(1, SECOND, LEAF_2, altered)));

    assertThatThrownBy(() -> trail.prove(LEAVES, ROOT))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining(SECOND)
        .hasMessageContaining("data");
  }

  @Test
  void the_same_value_in_other_bytes_is_other_data() {
    var altered = DATA.replace("1e2", "100");
    var trail = Trail.of(REQUEST, answer(event(0, FIRST, LEAF_1, altered)));

    assertThatThrownBy(() -> trail.prove(LEAVES, ROOT))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining(FIRST);
  }

  @Test
  void an_event_without_its_data_is_not_proved() {
    var trail = Trail.of(REQUEST, answer(event(0, FIRST, LEAF_1, "null")));

    assertThatThrownBy(() -> trail.prove(LEAVES, ROOT))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining(FIRST);
  }

  @Test
  void an_altered_attribute_is_named_by_its_event() {
    var event = event(0, FIRST, LEAF_1, DATA).replace("offer-made", "order-made");
    var trail = Trail.of(REQUEST, answer(event));

    assertThatThrownBy(() -> trail.prove(LEAVES, ROOT))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining(FIRST)
        .hasMessageContaining("attributes");
  }

  @Test
  void an_event_of_the_request_that_is_not_told_is_named() {
    var trail = Trail.of(REQUEST, answer(event(0, FIRST, LEAF_1, DATA)));

    assertThatThrownBy(() -> trail.prove(LEAVES, ROOT))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining(SECOND)
        .hasMessageContaining("not told");
  }

  @Test
  void what_follows_from_another_request_is_no_part_of_the_trail() {
    var leaves = List.of(LEAF_1, leaf(SECOND, OTHER_REQUEST, DATA));
    var trail = Trail.of(REQUEST, answer(event(0, FIRST, LEAF_1, DATA)));

    assertThat(trail.prove(leaves, Merkle.root(leaves))).isEqualTo(Merkle.root(leaves));
  }

  @Test
  void an_event_of_another_request_has_no_place_in_the_trail() {
    var stranger = leaf(SECOND, OTHER_REQUEST, DATA);
    var leaves = List.of(LEAF_1, stranger);
    var told = event(1, SECOND, stranger, DATA).replace(REQUEST, OTHER_REQUEST);
    var trail = Trail.of(REQUEST, answer(event(0, FIRST, LEAF_1, DATA), told));

    assertThatThrownBy(() -> trail.prove(leaves, Merkle.root(leaves)))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining(SECOND)
        .hasMessageContaining("does not name the request");
  }

  @Test
  void a_trail_that_is_cut_off_is_not_proved() {
    var whole = answer(event(0, FIRST, LEAF_1, DATA), event(1, SECOND, LEAF_2, DATA));
    var trail = Trail.of(REQUEST, whole.replace("\"tree\"", "\"truncated\":true,\"tree\""));

    assertThatThrownBy(() -> trail.prove(LEAVES, ROOT))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("only the beginning");
  }

  private static byte[] leaf(String id, String requestId, String data) {
    var hash = Merkle.sha256(HexFormat.of().parseHex(SALT), data.getBytes(UTF_8));
    return "{\"correlationid\":\"%s\",\"data\":\"%s\",\"id\":\"%s\",\"type\":\"offer-made\"}"
        .formatted(requestId, HexFormat.of().formatHex(hash), id)
        .getBytes(UTF_8);
  }

  private static String event(int leafIndex, String id, byte[] leaf, String data) {
    return """
    {"leafIndex":%d,"leafHash":"","attributes":{"correlationid":"%s","datasalt":"%s","eventhash":"%s","id":"%s",\
    "type":"offer-made"},"topic":"broker.requests.v1","data":%s}\
    """
        .formatted(
            leafIndex, REQUEST, SALT, HexFormat.of().formatHex(Merkle.sha256(leaf)), id, data);
  }

  private static String answer(String... events) {
    return "{\"data\":[{\"data\":1}],\"events\":[" + String.join(",", events) + "],\"tree\":[]}";
  }
}
