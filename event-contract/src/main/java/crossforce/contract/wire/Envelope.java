package crossforce.contract.wire;

import crossforce.contract.ActorId;
import crossforce.contract.Classification;
import crossforce.contract.ForceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What is told about an event beside its data: the attributes and extensions of CloudEvents 1.0,
 * chained to the shard's previous event by hash. CloudEvents lets others add extensions; this
 * envelope is closed, since an attribute that is not known here would stand under no hash.
 *
 * @param sequence position in the shard's history, from 1, without gaps
 * @param previousHash the {@code eventHash} of the shard's previous event; 32 zero bytes before the
 *     first
 * @param eventHash SHA-256 of the {@linkplain Leaf leaf}
 * @param correlationId the request, for all that follows from it; else the subject
 * @param causationId the event that made this one possible; absent for a beginning
 * @param dataSalt random bytes hashed before the data; kept, and destroyed, with the data
 */
public record Envelope(
    UUID id,
    Source source,
    String type,
    String subject,
    Instant time,
    long sequence,
    Hash previousHash,
    Hash eventHash,
    String correlationId,
    Optional<UUID> causationId,
    Auth auth,
    Optional<ForceId> force,
    Classification classification,
    Salt dataSalt,
    Optional<String> traceparent) {

  public static final String CONTENT_TYPE = "application/json";

  /** A SHA-256 value, written as 64 lower-case hexadecimal digits. */
  public record Hash(String hex) {
    public static final Hash ZERO = new Hash("0".repeat(64));

    public Hash {
      if (hex.length() != 64 || !hex.chars().allMatch(Hash::isDigit)) {
        throw new IllegalArgumentException("not a SHA-256 in lower-case hex: " + hex);
      }
    }

    private static boolean isDigit(int c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    public static Hash of(byte[] bytes) {
      return new Hash(HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
      return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
      return hex;
    }
  }

  /**
   * 16 random bytes, written in hexadecimal digits. No other number of them: the hash over salt and
   * data does not say where the one ends and the other begins.
   */
  public record Salt(String hex) {
    private static final int LENGTH = 16;

    public Salt {
      if (hex.length() != 2 * LENGTH) {
        throw new IllegalArgumentException("a salt has 16 bytes");
      }
      HexFormat.of().parseHex(hex);
    }

    public byte[] bytes() {
      return HexFormat.of().parseHex(hex);
    }
  }

  /** Who acted, by the words of the CloudEvents auth context extension. */
  public record Auth(Type type, ActorId id) {
    /** Kinds of actor. */
    public enum Type {
      USER,
      SERVICE_ACCOUNT,
      SYSTEM;

      @Override
      public String toString() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  public Envelope {
    time = time.truncatedTo(ChronoUnit.MICROS);
  }

  /** All attributes by their CloudEvents names, in alphabetical order. */
  public Map<String, String> attributes() {
    var all = new TreeMap<String, String>();
    all.put("specversion", "1.0");
    all.put("id", id.toString());
    all.put("source", source.toString());
    all.put("type", type);
    all.put("subject", subject);
    all.put("time", time.toString());
    all.put("datacontenttype", CONTENT_TYPE);
    all.put("sequence", sequenceText(sequence));
    all.put("previoushash", previousHash.hex());
    all.put("eventhash", eventHash.hex());
    all.put("correlationid", correlationId);
    causationId.ifPresent(cause -> all.put("causationid", cause.toString()));
    all.put("authtype", auth.type().toString());
    all.put("authid", auth.id().value());
    force.ifPresent(f -> all.put("force", f.value()));
    all.put("dataclassification", classification.toString());
    all.put("datasalt", dataSalt.hex());
    traceparent.ifPresent(parent -> all.put("traceparent", parent));
    return all;
  }

  /**
   * Reads what {@link #attributes()} wrote, to the letter.
   *
   * @throws IllegalArgumentException naming what is missing or malformed
   */
  public static Envelope parse(Map<String, String> attributes) {
    if (!"1.0".equals(attributes.get("specversion"))) {
      throw new IllegalArgumentException("not a CloudEvent 1.0");
    }
    var envelope = read(attributes);
    var ours = envelope.attributes();
    ours.forEach((name, value) -> {
      if (!value.equals(attributes.get(name))) {
        throw new IllegalArgumentException(
            "attribute " + name + " is missing, or not as we write it");
      }
    });
    if (attributes.size() > ours.size()) {
      throw new IllegalArgumentException("it has an attribute that our events do not have");
    }
    return envelope;
  }

  private static Envelope read(Map<String, String> attributes) {
    try {
      return new Envelope(
          UUID.fromString(need(attributes, "id")),
          Source.parse(need(attributes, "source")),
          need(attributes, "type"),
          need(attributes, "subject"),
          Instant.parse(need(attributes, "time")),
          Long.parseLong(need(attributes, "sequence")),
          new Hash(need(attributes, "previoushash")),
          new Hash(need(attributes, "eventhash")),
          need(attributes, "correlationid"),
          Optional.ofNullable(attributes.get("causationid")).map(UUID::fromString),
          new Auth(
              Auth.Type.valueOf(need(attributes, "authtype").toUpperCase(Locale.ROOT)),
              new ActorId(need(attributes, "authid"))),
          Optional.ofNullable(attributes.get("force")).map(ForceId::new),
          Classification.valueOf(
              need(attributes, "dataclassification").toUpperCase(Locale.ROOT).replace('-', '_')),
          new Salt(need(attributes, "datasalt")),
          Optional.ofNullable(attributes.get("traceparent")));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("unreadable envelope: " + e.getMessage(), e);
    }
  }

  /** Zero-padded to 20 digits, since CloudEvents compares sequences as text. */
  public static String sequenceText(long sequence) {
    var digits = Long.toString(sequence);
    return "0".repeat(20 - digits.length()) + digits;
  }

  private static String need(Map<String, String> attributes, String name) {
    var value = attributes.get(name);
    if (value == null) {
      throw new IllegalArgumentException("attribute " + name + " is missing");
    }
    return value;
  }
}
