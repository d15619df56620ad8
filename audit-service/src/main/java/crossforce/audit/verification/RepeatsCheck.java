package crossforce.audit.verification;

import crossforce.audit.log.Arrival.Place;
import crossforce.audit.log.Originals;
import crossforce.audit.log.Originals.Answer;
import crossforce.audit.log.Tree;
import crossforce.audit.log.model.MerkleTree;
import crossforce.audit.log.model.Tile;
import crossforce.audit.verification.Finding.Kind;
import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nothing is believed to be a repeat unseen: Kafka must have the very leaf that it repeats. */
@ApplicationScoped
class RepeatsCheck {
  /** Beyond this many, nobody asks Kafka for the rest. */
  private static final int MOST = 1_000;

  private static final Finding ALTERED =
      Finding.ofLog(
          Kind.REPEAT_ALTERED, "A record is said to repeat a leaf, and cannot be shown to do so.");
  private static final Finding SILENT =
      Finding.ofLog(
          Kind.KAFKA_SILENT,
          "A record is said to repeat a leaf, and Kafka did not tell it in time: verify again.");

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

  /** What is to be said of places that are not shown to be repeats, as many as can be named. */
  Map<Place, Finding> run(Snapshot snapshot) {
    var findings = new LinkedHashMap<Place, Finding>();
    var page = page(new Place("", 0, 0));
    while (!page.isEmpty() && findings.size() < MOST) {
      var read = page.stream().filter(repeat -> snapshot.wasRead(repeat.place())).toList();
      var answers = originals.at(read.stream().map(Repeat::place).toList());
      for (var repeat : read) {
        finding(repeat, answers.getOrDefault(repeat.place(), new Answer.Silence()), snapshot)
            .ifPresent(finding -> findings.put(repeat.place(), finding));
      }
      page = page(page.getLast().place());
    }
    return findings;
  }

  private Optional<Finding> finding(Repeat repeat, Answer answer, Snapshot snapshot) {
    if (!repeat.isPlausible() || !isWithin(snapshot, repeat.leafIndex())) {
      return Optional.of(ALTERED);
    }
    return switch (answer) {
      case Answer.Found(var record) -> {
        var hash = MerkleTree.leafHash(record.leaf());
        yield Arrays.equals(hash, inTree(repeat.leafIndex()))
            ? Optional.empty()
            : Optional.of(ALTERED);
      }
      case Answer.Nothing _ -> Optional.of(ALTERED);
      case Answer.Forgotten _ -> Optional.empty();
      case Answer.Silence _ -> Optional.of(SILENT);
    };
  }

  private static boolean isWithin(Snapshot snapshot, long leafIndex) {
    return leafIndex >= 0 && leafIndex < Math.min(snapshot.size(), snapshot.tiled());
  }

  private byte[] inTree(long leafIndex) {
    var tile = tree.tile(0, leafIndex / Tile.WIDTH);
    var position = (int) (leafIndex % Tile.WIDTH);
    return position < tile.width() ? tile.hash(position) : new byte[0];
  }

  private List<Repeat> page(Place after) {
    return rows.list(
        """
        select r.topic, r.partition, r.log_offset, r.leaf_index,
          exists (select 1 from log_entries e where e.leaf_index = r.leaf_index)
          and not exists (select 1 from log_entries e where e.topic = r.topic
            and e.partition = r.partition and e.log_offset = r.log_offset)
        from log_repeats r
        where (r.topic, r.partition, r.log_offset) > (?, ?, ?)
        order by r.topic, r.partition, r.log_offset limit ?
        """,
        row ->
            new Repeat(
                new Place(row.getString(1), row.getInt(2), row.getLong(3)),
                row.getLong(4),
                row.getBoolean(5)),
        after.topic(),
        after.partition(),
        after.offset(),
        Originals.MOST);
  }
}
