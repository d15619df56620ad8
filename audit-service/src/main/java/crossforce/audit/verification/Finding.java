package crossforce.audit.verification;

import com.fasterxml.jackson.annotation.JsonValue;
import crossforce.audit.log.Arrival.Place;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that does not fit.
 *
 * @param leafIndex where in the log; absent where the log has no place for it
 * @param eventId which event, as far as it can still be told
 * @param source the producer's shard and epoch
 * @param sequence the producer's number
 * @param explanation what does not fit with what, in a sentence
 */
public record Finding(
    Kind kind,
    Optional<Long> leafIndex,
    Optional<UUID> eventId,
    Optional<String> source,
    Optional<Long> sequence,
    String explanation) {
  /** The codes are API. */
  public enum Kind {
    /** The data is not what the leaf commits to. */
    DATA_ALTERED,
    /** An attribute is not what the leaf commits to. */
    ATTRIBUTE_ALTERED,
    /** The leaf is not what the tree holds. */
    LEAF_ALTERED,
    /** The event of another leaf stands here. */
    ENTRY_MOVED,
    /** The event did not come from the topic, the partition or the offset that its row says. */
    PLACE_ALTERED,
    /** The tree holds a leaf whose row is gone. */
    ENTRY_MISSING,
    /** A row stands where the log has no leaf. */
    ENTRY_BEYOND_LOG,
    /** A stored tile is not what follows from the tiles below it. */
    TREE_ALTERED,
    /** The head's size or root is not that of the tree. */
    HEAD_ALTERED,
    /** A producer's number is not there. */
    NUMBER_MISSING,
    /** A producer told the same number with other content. */
    NUMBER_TOLD_TWICE,
    /** The hash that names the event before is not that of the event before. */
    LINK_BROKEN,
    /** What is known of a producer's frontier is not what it told. */
    FRONTIER_ALTERED,
    /** A record was read from its topic, and the log knows nothing of it. */
    RECORD_UNLOGGED,
    /** A record is said to repeat a leaf, and cannot be shown to do so. */
    REPEAT_ALTERED,
    /** Kafka has records that the log has not read. */
    RECORDS_UNREAD,
    /** Kafka did not tell in time what it was asked: nothing is known to be wrong. */
    KAFKA_SILENT;

    @JsonValue
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  static Finding ofLog(Kind kind, String explanation) {
    return new Finding(
        kind, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), explanation);
  }

  static Finding ofLeaf(Kind kind, long leafIndex, String explanation) {
    return new Finding(
        kind,
        Optional.of(leafIndex),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        explanation);
  }

  static Finding ofNumber(Kind kind, String source, long sequence, String explanation) {
    return new Finding(
        kind,
        Optional.empty(),
        Optional.empty(),
        Optional.of(source),
        Optional.of(sequence),
        explanation);
  }

  /** Names the event by the attributes that are still to be had. */
  Finding about(Map<String, String> attributes) {
    return new Finding(
        kind,
        leafIndex,
        Optional.ofNullable(attributes.get("id")).flatMap(Finding::uuid),
        Optional.ofNullable(attributes.get("source")),
        Optional.ofNullable(attributes.get("sequence")).flatMap(Finding::number),
        explanation);
  }

  Finding at(Place place) {
    return new Finding(
        kind, leafIndex, eventId, source, sequence, explanation + " It lies at " + place + ".");
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
