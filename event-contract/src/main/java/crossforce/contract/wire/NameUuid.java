package crossforce.contract.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/** Ids derived from a name within a namespace: UUID version 5 (RFC 9562, section 5.5). */
public final class NameUuid {
  private static final MessageDigest SHA_1 = Hashes.named("SHA-1");

  private NameUuid() {}

  public static UUID of(UUID namespace, String name) {
    var text = name.getBytes(StandardCharsets.UTF_8);
    var bytes =
        ByteBuffer.allocate(16 + text.length)
            .putLong(namespace.getMostSignificantBits())
            .putLong(namespace.getLeastSignificantBits())
            .put(text)
            .array();
    var hash = ByteBuffer.wrap(Hashes.digest(SHA_1, bytes));
    var most = (hash.getLong() & 0xffffffffffff0fffL) | 0x5000L;
    var least = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(most, least);
  }
}
