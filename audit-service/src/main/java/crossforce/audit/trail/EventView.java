package crossforce.audit.trail;

import crossforce.audit.log.model.MerkleTree;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One event of the log.
 *
 * @param leafIndex where it stands in the log
 * @param leafHash SHA-256 of a zero byte and its leaf, for proofs
 * @param attributes the attributes of its envelope; of an event whose data the reader may not see,
 *     only what its place in the trail needs
 * @param topic where it was told
 * @param data what it says; absent where the reader may not see it
 */
public record EventView(
    long leafIndex,
    String leafHash,
    Map<String, String> attributes,
    String topic,
    Optional<RawJson> data) {
  private static final Set<String> OUTLINE =
      Set.of(
          "specversion",
          "id",
          "source",
          "type",
          "time",
          "sequence",
          "correlationid",
          "causationid");

  static EventView whole(LoggedEvent logged) {
    return of(logged, logged.told().allAttributes(), RawJson.of(logged.told().data()));
  }

  /** Without its data, and without what would tell whom or what it is about. */
  static EventView outline(LoggedEvent logged) {
    var attributes = new TreeMap<>(logged.told().attributes());
    attributes.keySet().retainAll(OUTLINE);
    return of(logged, attributes, Optional.empty());
  }

  /** All attributes, for lists. */
  static EventView withoutData(LoggedEvent logged) {
    return of(logged, new TreeMap<>(logged.told().attributes()), Optional.empty());
  }

  private static EventView of(
      LoggedEvent logged, Map<String, String> attributes, Optional<RawJson> data) {
    return new EventView(
        logged.entry().leafIndex(),
        HexFormat.of().formatHex(MerkleTree.leafHash(logged.entry().leaf())),
        attributes,
        logged.entry().place().topic(),
        data);
  }
}
