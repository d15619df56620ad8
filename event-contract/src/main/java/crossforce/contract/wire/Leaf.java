package crossforce.contract.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.Envelope.Salt;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The commitment to one event: the RFC 8785 form of its attributes, with a salted hash in place of
 * its data, so that the data can be destroyed while every proof still holds.
 */
public final class Leaf {
  // Of names in the order of a TreeMap, and of strings alone, this is the canonical form, once
  // characters are written as themselves and the few that must not be in small digits.
  private static final ObjectWriter CANONICAL =
      JsonMapper.builder()
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build()
          .writer();

  private static final Set<String> NOT_COMMITTED = Set.of("eventhash", "datasalt", "traceparent");

  private Leaf() {}

  public static Hash dataHash(Salt salt, byte[] data) {
    return Hash.of(Hashes.sha256(salt.bytes(), data));
  }

  /**
   * The bytes that {@code eventhash} is the SHA-256 of, and that the trail's Merkle tree has as a
   * leaf.
   */
  public static byte[] of(Map<String, String> attributes, Hash dataHash) {
    var committed = new TreeMap<>(attributes);
    committed.keySet().removeAll(NOT_COMMITTED);
    committed.put("data", dataHash.hex());
    try {
      return CANONICAL.writeValueAsBytes(committed);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("attributes have no canonical form", e);
    }
  }

  public static byte[] of(Envelope envelope, byte[] data) {
    return of(envelope.attributes(), dataHash(envelope.dataSalt(), data));
  }

  public static Hash hash(byte[] leaf) {
    return Hash.of(Hashes.sha256(leaf));
  }

  /** Whether the envelope's own hash fits its attributes and this data. */
  public static boolean fits(Envelope envelope, byte[] data) {
    return hash(of(envelope, data)).equals(envelope.eventHash());
  }
}
