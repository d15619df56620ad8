package crossforce.audit.log.model;

import static crossforce.audit.log.model.MerkleTree.HASH_LENGTH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Up to 256 neighbouring hashes of the tree, as C2SP tlog-tiles cuts it: level 0 holds the leaves'
 * hashes, and each full tile's root is a hash of the level above. Once full it never changes.
 *
 * @param index which tile of its level, from 0
 * @param hashes one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // A tile is its bytes; it is never compared as a record.
public record Tile(int level, long index, byte[] hashes) {
  public static final int WIDTH = 256;

  private static final int LEVELS_A_TILE = 8;

  public Tile {
    if (hashes.length % HASH_LENGTH != 0 || hashes.length > WIDTH * HASH_LENGTH) {
      throw new IllegalStateException("tile %d/%d has a wrong length".formatted(level, index));
    }
  }

  /** How many hashes a level has in a log of this size. */
  public static long hashesOn(int level, long size) {
    return level * LEVELS_A_TILE >= Long.SIZE ? 0 : size >>> (level * LEVELS_A_TILE);
  }

  public int width() {
    return hashes.length / HASH_LENGTH;
  }

  public byte[] hash(int position) {
    return Arrays.copyOfRange(hashes, position * HASH_LENGTH, (position + 1) * HASH_LENGTH);
  }

  /** The root of a part that is a complete subtree: aligned, and a power of two wide. */
  public byte[] root(int from, int width) {
    List<byte[]> row = new ArrayList<>();
    for (var i = from; i < from + width; i++) {
      row.add(hash(i));
    }
    while (row.size() > 1) {
      var above = new ArrayList<byte[]>();
      for (var i = 0; i < row.size(); i += 2) {
        above.add(MerkleTree.nodeHash(row.get(i), row.get(i + 1)));
      }
      row = above;
    }
    return row.getFirst();
  }
}
