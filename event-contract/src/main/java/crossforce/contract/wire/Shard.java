package crossforce.contract.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One of the 16 parts that every service's events are split into; a topic's partition has the
 * shard's number.
 */
public record Shard(int number) implements Comparable<Shard> {
  public static final int COUNT = 16;

  public Shard {
    if (number < 0 || number >= COUNT) {
      throw new IllegalArgumentException("no shard " + number);
    }
  }

  /** The first four bytes of the key's SHA-256, as an unsigned number, modulo {@link #COUNT}. */
  public static Shard of(String key) {
    var hash = Hashes.sha256(key.getBytes(StandardCharsets.UTF_8));
    return new Shard((int) (Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt()) % COUNT));
  }

  @Override
  public int compareTo(Shard other) {
    return Integer.compare(number, other.number);
  }
}
