package crossforce.audit.log.model;

import crossforce.contract.wire.Hashes;
import java.util.List;

/**
 * The tree of RFC 6962 over the log's leaves: whoever knows its root can be shown that an event is
 * in the log, and that a later log still begins with the earlier one, without trusting us.
 *
 * <pre>
 *            root = H(01 ‖ left ‖ right)
 *           /                           \
 *     H(01 ‖ a ‖ b)                      c        a lone subtree rises until it finds its sibling
 *      /        \                        |
 *  a = H(00 ‖ leaf 0)  b = H(00 ‖ leaf 1)  c = H(00 ‖ leaf 2)
 * </pre>
 *
 * <p>The two prefixes keep a leaf from being passed off as a node. {@link CompactRange} is how the
 * root grows with the log, {@link Proofs} how it is used.
 */
public final class MerkleTree {
  public static final int HASH_LENGTH = 32;

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private MerkleTree() {}

  public static byte[] leafHash(byte[] leaf) {
    return Hashes.sha256(LEAF, leaf);
  }

  public static byte[] nodeHash(byte[] left, byte[] right) {
    return Hashes.sha256(NODE, left, right);
  }

  /** The root over these leaf hashes; that of no leaf is the hash of nothing. */
  public static byte[] root(List<byte[]> leafHashes) {
    var range = CompactRange.empty();
    leafHashes.forEach(range::append);
    return range.root();
  }
}
