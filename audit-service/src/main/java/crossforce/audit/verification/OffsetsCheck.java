package crossforce.audit.verification;

import crossforce.audit.log.Arrival.Place;
import crossforce.audit.verification.Snapshot.Position;
import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Nothing consumed is unlogged: every offset that was read has a leaf, or repeats one. */
@ApplicationScoped
class OffsetsCheck {
  private static final int PAGE = 5_000;
  private static final int MOST = 1_000;

  private final Rows rows;

  OffsetsCheck(Rows rows) {
    this.rows = rows;
  }

  /** The places that were read and that the log knows nothing of, as many as can be named. */
  List<Place> unaccounted(Snapshot snapshot) {
    var places = new ArrayList<Place>();
    for (var position : snapshot.positions()) {
      if (places.size() < MOST && counted(position) < position.next()) {
        places.addAll(holes(position, MOST - places.size()));
      }
    }
    return places;
  }

  private long counted(Position position) {
    return rows.first(
            """
            select (select count(*) from log_entries
                where topic = ? and partition = ? and log_offset >= 0 and log_offset < ?)
              + (select count(*) from log_repeats
                where topic = ? and partition = ? and log_offset >= 0 and log_offset < ?)
            """,
            row -> row.getLong(1),
            position.topic(),
            position.partition(),
            position.next(),
            position.topic(),
            position.partition(),
            position.next())
        .orElse(0L);
  }

  private List<Place> holes(Position position, int atMost) {
    var holes = new ArrayList<Place>();
    var expected = 0L;
    while (holes.size() < atMost) {
      var page = page(position, expected);
      for (var offset : page) {
        while (expected < offset && holes.size() < atMost) {
          holes.add(new Place(position.topic(), position.partition(), expected++));
        }
        expected = offset + 1;
      }
      if (page.size() < PAGE) {
        break;
      }
    }
    while (expected < position.next() && holes.size() < atMost) {
      holes.add(new Place(position.topic(), position.partition(), expected++));
    }
    return holes;
  }

  private List<Long> page(Position position, long from) {
    return rows.list(
        """
        select log_offset from (
          select log_offset from log_entries
          where topic = ? and partition = ? and log_offset >= ? and log_offset < ?
          union
          select log_offset from log_repeats
          where topic = ? and partition = ? and log_offset >= ? and log_offset < ?) a
        order by log_offset limit ?
        """,
        row -> row.getLong(1),
        position.topic(),
        position.partition(),
        from,
        position.next(),
        position.topic(),
        position.partition(),
        from,
        position.next(),
        PAGE);
  }
}
