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
 * @param mostLeaves as many as there may be by what is stored, whatever the head says
 */
record Snapshot(
    long size,
    @JsonProperty("subtree_roots") String subtreeRoots,
    long tiled,
    @JsonProperty("rows_beyond") long rowsBeyond,
    @JsonProperty("most_leaves") long mostLeaves,
    @JsonProperty("odd_tiles") List<OddTile> oddTiles,
    List<Frontier> producers,
    List<OpenGap> gaps,
    List<Position> positions) {
  /** A tile that a tree of so many leaves has with another number of hashes, or not at all. */
  record OddTile(int level, long index) {}

  /** How far a producer's shard has come. */
  record Frontier(
      String service, int shard, long highest, @JsonProperty("head_hash") String headHash) {
    String source() {
      return "/%s/%02d".formatted(service, shard);
    }
  }

  /**
   * Numbers that have not come yet.
   *
   * @param alarmed or said to have been found in times to come, so that it never would be
   */
  record OpenGap(String service, int shard, long first, long last, boolean alarmed) {}

  /** How far a partition was read. */
  record Position(String topic, int partition, @JsonProperty("next_offset") long next) {
    private boolean isPast(Place place) {
      return topic.equals(place.topic()) && partition == place.partition() && place.offset() < next;
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
              'tiled', t.leaves,
              'most_leaves', (select count(*) * 256 from log_tiles where level = 0)
                + (select count(*) from log_entries),
              'odd_tiles', (select coalesce(json_agg(o), '[]') from
                (select level, index from log_tiles
                 where length(hashes) <> case when level between 0 and 7
                   then 32 * greatest(0, least(256, (t.leaves >> (8 * level)) - 256 * index))
                   else 0 end
                 order by level, index limit 1000) o),
              'rows_beyond', (select count(*) from log_entries
                where leaf_index >= h.size or leaf_index < 0),
              'producers', (select coalesce(json_agg(p order by service, shard), '[]') from
                (select service, shard, highest, head_hash from producers) p),
              'gaps', (select coalesce(json_agg(g order by service, shard, first), '[]') from
                (select service, shard, first, last,
                   alarmed_at is not null or opened_at > now() + interval '1 minute' as alarmed
                 from gaps where closed_at is null) g),
              'positions', (select coalesce(json_agg(o order by topic, partition), '[]') from
                (select topic, partition, next_offset from event_offsets) o)
            )::text
            from log_head h, lateral (
              select coalesce((select index * 256 + length(hashes) / 32 from log_tiles
                where level = 0 order by index desc limit 1), 0) as leaves) t
            """,
            row -> WireJson.read(row.getString(1).getBytes(StandardCharsets.UTF_8), Snapshot.class))
        .orElseThrow(() -> new IllegalStateException("the log has no head"));
  }
}
