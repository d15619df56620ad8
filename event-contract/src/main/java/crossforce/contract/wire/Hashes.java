package crossforce.contract.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash functions of the contract. */
public final class Hashes {
  private static final MessageDigest SHA_256 = named("SHA-256");

  private Hashes() {}

  public static byte[] sha256(byte[]... parts) {
    return digest(SHA_256, parts);
  }

  static MessageDigest named(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  /**
   * @param unused a digest that nothing was given to; it stays so, since looking one up costs more
   *     than copying it
   */
  static byte[] digest(MessageDigest unused, byte[]... parts) {
    try {
      var digest = (MessageDigest) unused.clone();
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own digests can be copied", e);
    }
  }
}
