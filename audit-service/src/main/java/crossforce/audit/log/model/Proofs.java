package crossforce.audit.log.model;

import static crossforce.audit.log.model.MerkleTree.nodeHash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Inclusion and consistency proofs (RFC 9162, section 2.1), made and checked. */
public final class Proofs {
  private final Nodes nodes;

  /** Hashes of complete subtrees. */
  public interface Nodes {
    /**
     * @param level 0 for leaves
     * @param index which subtree of that level, from 0
     */
    byte[] node(int level, long index);
  }

  public Proofs(Nodes nodes) {
    this.nodes = nodes;
  }

  /** The root that the log had at this size. */
  public byte[] root(long size) {
    return hash(0, size);
  }

  /** From the leaf upwards: the siblings that lead to the root at this size. */
  public List<byte[]> inclusion(long leaf, long size) {
    if (leaf < 0 || leaf >= size) {
      throw new IllegalArgumentException("no leaf " + leaf + " in a log of " + size);
    }
    var path = new ArrayList<byte[]>();
    inclusion(leaf, 0, size, path);
    return path;
  }

  private void inclusion(long leaf, long from, long until, List<byte[]> path) {
    if (until - from == 1) {
      return;
    }
    var middle = from + leftSize(until - from);
    if (leaf < middle) {
      inclusion(leaf, from, middle, path);
      path.add(hash(middle, until));
    } else {
      inclusion(leaf, middle, until, path);
      path.add(hash(from, middle));
    }
  }

  /** That the log of the earlier size is a beginning of the later one. */
  public List<byte[]> consistency(long earlier, long later) {
    if (earlier < 1 || earlier > later) {
      throw new IllegalArgumentException("no way from " + earlier + " to " + later);
    }
    var path = new ArrayList<byte[]>();
    consistency(earlier, 0, later, true, path);
    return path;
  }

  private void consistency(long earlier, long from, long until, boolean known, List<byte[]> path) {
    if (earlier == until) {
      if (!known) {
        path.add(hash(from, until));
      }
      return;
    }
    var middle = from + leftSize(until - from);
    if (earlier <= middle) {
      consistency(earlier, from, middle, known, path);
      path.add(hash(middle, until));
    } else {
      consistency(earlier, middle, until, false, path);
      path.add(hash(from, middle));
    }
  }

  private byte[] hash(long from, long until) {
    var size = until - from;
    if (size == 0) {
      return CompactRange.empty().root();
    }
    if (Long.bitCount(size) == 1 && from % size == 0) {
      var level = Long.numberOfTrailingZeros(size);
      return nodes.node(level, from >>> level);
    }
    var middle = from + leftSize(size);
    return nodeHash(hash(from, middle), hash(middle, until));
  }

  /** The largest power of two below the size. */
  private static long leftSize(long size) {
    return Long.highestOneBit(size - 1);
  }

  /** Strict: an index at or beyond the size, or a path too short or too long, proves nothing. */
  public static boolean provesInclusion(
      byte[] leafHash, long leaf, long size, List<byte[]> path, byte[] root) {
    if (leaf < 0 || leaf >= size) {
      return false;
    }
    var position = leaf;
    var last = size - 1;
    var hash = leafHash;
    for (var sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((position & 1) == 1 || position == last) {
        hash = nodeHash(sibling, hash);
        while ((position & 1) == 0 && position != 0) {
          position >>= 1;
          last >>= 1;
        }
      } else {
        hash = nodeHash(hash, sibling);
      }
      position >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }

  /** Strict, as {@link #provesInclusion}; no log is shown to begin with an empty one. */
  public static boolean provesConsistency(
      long earlier, byte[] earlierRoot, long later, byte[] laterRoot, List<byte[]> path) {
    if (earlier < 1 || earlier > later) {
      return false;
    }
    if (earlier == later) {
      return path.isEmpty() && Arrays.equals(earlierRoot, laterRoot);
    }
    var whole = new ArrayList<>(path);
    if (Long.bitCount(earlier) == 1) {
      whole.addFirst(earlierRoot);
    }
    if (whole.isEmpty()) {
      return false;
    }
    var position = earlier - 1;
    var last = later - 1;
    while ((position & 1) == 1) {
      position >>= 1;
      last >>= 1;
    }
    var first = whole.getFirst();
    var second = first;
    for (var sibling : whole.subList(1, whole.size())) {
      if (last == 0) {
        return false;
      }
      if ((position & 1) == 1 || position == last) {
        first = nodeHash(sibling, first);
        second = nodeHash(sibling, second);
        while ((position & 1) == 0 && position != 0) {
          position >>= 1;
          last >>= 1;
        }
      } else {
        second = nodeHash(second, sibling);
      }
      position >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(first, earlierRoot) && Arrays.equals(second, laterRoot);
  }
}
