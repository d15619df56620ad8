package crossforce.audit.verification;

import com.fasterxml.jackson.annotation.JsonProperty;
import crossforce.audit.log.Arrival.Place;
import crossforce.contract.wire.WireJson;
import crossforce.kit.events.Rows;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Everything that moves while the log grows, as it was at one moment: what is verified is the log
 * up to here, so that events coming meanwhile are no finding.
 *
 * @param tiled how many leaves the tree's tiles hold
 * @param rowsBeyond rows whose index the log does not reach
 */
record Snapshot(
    long size,
    @JsonProperty("subtree_roots") String subtreeRoots,
    long tiled,
    @JsonProperty("rows_beyond") long rowsBeyond,
    List<Frontier> producers,
    List<OpenGap> gaps,
    List<Position> positions) {
  /** How far a producer's shard has come. */
  record Frontier(
      String service, int shard, long highest, @JsonProperty("head_hash") String headHash) {
    String source() {
      return "/%s/%02d".formatted(service, shard);
    }
  }

  /** Numbers that have not come yet. */
  record OpenGap(String service, int shard, long first, long last, boolean alarmed) {}

  /** How far a partition was read. */
  record Position(String topic, int partition, @JsonProperty("next_offset") long next) {
    private boolean isPast(Place place) {
      return topic.equals(place.topic())
          && partition == place.partition()
          && place.offset() < next;
    }
  }

  boolean wasRead(Place place) {
    return positions.stream().anyMatch(position -> position.isPast(place));
  }

  /** One statement sees one state of the database. */
  static Snapshot take(Rows rows) {
    return rows.first(
            """
            select json_build_object(
              'size', h.size,
              'subtree_roots', encode(h.subtree_roots, 'hex'),
              'tiled', coalesce((select index * 256 + length(hashes) / 32 from log_tiles
                where level = 0 order by index desc limit 1), 0),
              'rows_beyond', (select count(*) from log_entries
                where leaf_index >= h.size or leaf_index < 0),
              'producers', (select coalesce(json_agg(p order by service, shard), '[]') from
                (select service, shard, highest, head_hash from producers) p),
              'gaps', (select coalesce(json_agg(g order by service, shard, first), '[]') from
                (select service, shard, first, last, alarmed_at is not null as alarmed
                 from gaps where closed_at is null) g),
              'positions', (select coalesce(json_agg(o order by topic, partition), '[]') from
                (select topic, partition, next_offset from event_offsets) o)
            )::text
            from log_head h
            """,
            row -> WireJson.read(row.getString(1).getBytes(StandardCharsets.UTF_8), Snapshot.class))
        .orElseThrow(() -> new IllegalStateException("the log has no head"));
  }
}
