package crossforce.audit.verification;

import crossforce.audit.log.Arrival.Place;
import crossforce.audit.log.Originals;
import crossforce.audit.log.Tree;
import crossforce.audit.log.model.MerkleTree;
import crossforce.audit.log.model.Tile;
import crossforce.audit.verification.Snapshot.Position;
import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** Nothing is believed to be a repeat unseen: Kafka must have the very leaf that it repeats. */
@ApplicationScoped
class RepeatsCheck {
  /** Few enough for Kafka to be asked within its patience. */
  private static final int PAGE = 100;

  private static final int MOST = 1_000;

  private final Rows rows;
  private final Tree tree;
  private final Originals originals;

  RepeatsCheck(Rows rows, Tree tree, Originals originals) {
    this.rows = rows;
    this.tree = tree;
    this.originals = originals;
  }

  /**
   * @param isPlausible whether the leaf has a row, and that row another place
   */
  private record Repeat(Place place, long leafIndex, boolean isPlausible) {}

  /** The places of what cannot be shown to be a repeat, as many as can be named. */
  List<Place> unproven(Snapshot snapshot) {
    var unproven = new ArrayList<Place>();
    for (var position : snapshot.positions()) {
      var from = 0L;
      while (unproven.size() < MOST) {
        var page = page(position, from);
        unproven.addAll(unproven(page, snapshot));
        if (page.size() < PAGE) {
          break;
        }
        from = page.getLast().place().offset() + 1;
      }
    }
    return unproven;
  }

  private List<Place> unproven(List<Repeat> page, Snapshot snapshot) {
    var places = page.stream().map(Repeat::place).toList();
    var there = new HashSet<>(originals.stillThere(places));
    var records = originals.at(places.stream().filter(there::contains).toList());
    return page.stream()
        .filter(repeat -> {
          if (!repeat.isPlausible() || !isWithin(snapshot, repeat.leafIndex())) {
            return true;
          }
          var record = records.get(repeat.place());
          return record == null
              ? there.contains(repeat.place())
              : !Arrays.equals(MerkleTree.leafHash(record.leaf()), inTree(repeat.leafIndex()));
        })
        .map(Repeat::place)
        .toList();
  }

  private static boolean isWithin(Snapshot snapshot, long leafIndex) {
    return leafIndex >= 0 && leafIndex < Math.min(snapshot.size(), snapshot.tiled());
  }

  private byte[] inTree(long leafIndex) {
    var tile = tree.tile(0, leafIndex / Tile.WIDTH);
    var position = (int) (leafIndex % Tile.WIDTH);
    return position < tile.width() ? tile.hash(position) : new byte[0];
  }

  private List<Repeat> page(Position position, long from) {
    return rows.list(
        """
        select r.log_offset, r.leaf_index,
          exists (select 1 from log_entries e where e.leaf_index = r.leaf_index)
          and not exists (select 1 from log_entries e where e.topic = r.topic
            and e.partition = r.partition and e.log_offset = r.log_offset)
        from log_repeats r
        where r.topic = ? and r.partition = ? and r.log_offset >= ? and r.log_offset < ?
        order by r.log_offset limit ?
        """,
        row ->
            new Repeat(
                new Place(position.topic(), position.partition(), row.getLong(1)),
                row.getLong(2),
                row.getBoolean(3)),
        position.topic(),
        position.partition(),
        from,
        position.next(),
        PAGE);
  }
}
