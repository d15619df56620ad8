package crossforce.audit.log;

import crossforce.audit.log.model.MerkleTree;
import crossforce.audit.log.model.Proofs;
import crossforce.audit.log.model.Tile;
import crossforce.audit.log.model.TileEdge;
import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stored tree: its head, which everybody who appends locks first, and its tiles. */
@ApplicationScoped
public class Tree {
  private final Rows rows;

  Tree(Rows rows) {
    this.rows = rows;
  }

  public LogHead head() {
    return head("select size, subtree_roots from log_head");
  }

  LogHead lockedHead() {
    return head("select size, subtree_roots from log_head for update");
  }

  private LogHead head(String sql) {
    return rows.first(sql, row -> new LogHead(row.getLong(1), row.getBytes(2)))
        .orElseThrow(() -> new IllegalStateException("the log has no head"));
  }

  /** Appends to a log whose head is locked. */
  void append(LogHead head, List<byte[]> leaves) {
    var range = head.range();
    var edge = TileEdge.of(head.size(), this::tile);
    for (var leaf : leaves) {
      var hash = MerkleTree.leafHash(leaf);
      range.append(hash);
      edge.append(hash);
    }
    for (var tile : edge.changed()) {
      rows.update(
          """
          insert into log_tiles (level, index, hashes) values (?, ?, ?)
          on conflict (level, index) do update set hashes = excluded.hashes
          """,
          tile.level(),
          tile.index(),
          tile.hashes());
    }
    rows.update("update log_head set size = ?, subtree_roots = ?", range.size(), range.bytes());
  }

  /** The whole hashes that are stored of it: none where there is no tile. */
  public Tile tile(int level, long index) {
    return rows.first(
            """
            select substr(hashes, 1, least(length(hashes) / 32, 256) * 32) from log_tiles
            where level = ? and index = ?
            """,
            row -> new Tile(level, index, row.getBytes(1)),
            level,
            index)
        .orElseGet(() -> new Tile(level, index, new byte[0]));
  }

  /** Proofs over the tiles, each read once. */
  public Proofs proofs() {
    Map<List<Long>, Tile> read = new HashMap<>();
    return new Proofs((level, index) -> {
      var part = level % 8;
      var tileIndex = (index << part) / Tile.WIDTH;
      var tile =
          read.computeIfAbsent(
              List.of((long) (level / 8), tileIndex), _ -> tile(level / 8, tileIndex));
      return tile.root((int) ((index << part) % Tile.WIDTH), 1 << part);
    });
  }
}
