package crossforce.audit.log.model;

import static crossforce.audit.log.model.MerkleTree.HASH_LENGTH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tiles at the growing end of the log, one for each level, and what became of them. */
public final class TileEdge {
  private final List<Tile> edge = new ArrayList<>();
  private final Map<Place, Tile> changed = new LinkedHashMap<>();

  private record Place(int level, long index) {}

  /** Finds a stored tile. */
  public interface Stored {
    Tile tile(int level, long index);
  }

  private TileEdge() {}

  /** The edge of a log of this size; a full tile is not on it. */
  public static TileEdge of(long size, Stored stored) {
    var tiles = new TileEdge();
    for (var level = 0; Tile.hashesOn(level, size) > 0; level++) {
      var hashes = Tile.hashesOn(level, size);
      var index = hashes / Tile.WIDTH;
      var width = (int) (hashes % Tile.WIDTH);
      var tile = width == 0 ? new Tile(level, index, new byte[0]) : stored.tile(level, index);
      if (tile.width() != width) {
        throw new IllegalStateException(
            "tile %d/%d has %d hashes where the log's size wants %d"
                .formatted(level, index, tile.width(), width));
      }
      tiles.edge.add(tile);
    }
    return tiles;
  }

  public void append(byte[] leafHash) {
    append(0, leafHash);
  }

  private void append(int level, byte[] hash) {
    if (level == edge.size()) {
      edge.add(new Tile(level, 0, new byte[0]));
    }
    var before = edge.get(level);
    var hashes = Arrays.copyOf(before.hashes(), before.hashes().length + HASH_LENGTH);
    System.arraycopy(hash, 0, hashes, before.hashes().length, HASH_LENGTH);
    var after = new Tile(level, before.index(), hashes);
    changed.put(new Place(level, after.index()), after);
    if (after.width() < Tile.WIDTH) {
      edge.set(level, after);
    } else {
      edge.set(level, new Tile(level, after.index() + 1, new byte[0]));
      append(level + 1, after.root(0, Tile.WIDTH));
    }
  }

  /** The tiles to be stored, in place of what was stored of them. */
  public List<Tile> changed() {
    return List.copyOf(changed.values());
  }
}
