package crossforce.audit.log.model;

import static crossforce.audit.log.model.MerkleTree.HASH_LENGTH;

import crossforce.contract.wire.Hashes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What must be kept of a tree to let it grow: the roots of its complete subtrees, largest first,
 * one for each bit of its size. Appending costs as much in a log of millions as in an empty one.
 */
public final class CompactRange {
  private final List<byte[]> roots;
  private long size;

  private CompactRange(long size, List<byte[]> roots) {
    this.size = size;
    this.roots = roots;
  }

  public static CompactRange empty() {
    return new CompactRange(0, new ArrayList<>());
  }

  /**
   * As stored.
   *
   * @param bytes the roots, one after the other
   */
  public static CompactRange of(long size, byte[] bytes) {
    if (size < 0 || bytes.length != Long.bitCount(size) * HASH_LENGTH) {
      throw new IllegalStateException(
          "a log of " + size + " does not have " + bytes.length + " bytes of subtree roots");
    }
    var roots = new ArrayList<byte[]>();
    for (var at = 0; at < bytes.length; at += HASH_LENGTH) {
      roots.add(Arrays.copyOfRange(bytes, at, at + HASH_LENGTH));
    }
    return new CompactRange(size, roots);
  }

  public void append(byte[] leafHash) {
    var complete = leafHash;
    // Each low bit that is set is a complete subtree that has waited for this sibling.
    for (var bits = size; (bits & 1) == 1; bits >>= 1) {
      complete = MerkleTree.nodeHash(roots.removeLast(), complete);
    }
    roots.add(complete);
    size++;
  }

  public byte[] root() {
    if (size == 0) {
      return Hashes.sha256();
    }
    var root = roots.getLast();
    for (var i = roots.size() - 2; i >= 0; i--) {
      root = MerkleTree.nodeHash(roots.get(i), root);
    }
    return root;
  }

  public long size() {
    return size;
  }

  public byte[] bytes() {
    var bytes = new byte[roots.size() * HASH_LENGTH];
    for (var i = 0; i < roots.size(); i++) {
      System.arraycopy(roots.get(i), 0, bytes, i * HASH_LENGTH, HASH_LENGTH);
    }
    return bytes;
  }
}
