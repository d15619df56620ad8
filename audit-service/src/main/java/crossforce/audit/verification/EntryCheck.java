package crossforce.audit.verification;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import crossforce.audit.log.Entry;
import crossforce.audit.log.model.MerkleTree;
import crossforce.audit.verification.EntryCheck.Result.Fitting;
import crossforce.audit.verification.EntryCheck.Result.Stranger;
import crossforce.audit.verification.Finding.Kind;
import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.Leaf;
import crossforce.contract.wire.WireJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Recomputes one row's leaf from its attributes, data and salt, and says what does not fit. */
final class EntryCheck {
  private static final ObjectMapper JSON = WireJson.mapper(false);
  private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {};
  private static final String DATA = "data";
  private static final Set<String> UNCOMMITTED = Set.of("eventhash", "traceparent");

  private EntryCheck() {}

  /** What one row gave. */
  sealed interface Result {
    /**
     * The tree holds the row's leaf.
     *
     * @param committed the attributes that the leaf commits to, whatever the row says
     */
    record Fitting(Map<String, String> committed, List<Finding> findings) implements Result {}

    /**
     * An event whose row does not fit the tree at its index, so that it may be of another index.
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
    record Stranger(Entry entry, byte[] leafHash) implements Result {}
  }

  /**
   * @param inTree the hash that the tree holds at the entry's index
   * @param unreadable the leaf that the quarantined bytes of this row give; empty for an event
   */
  static Result check(Entry entry, byte[] inTree, byte[] unreadable) {
    var recomputed = entry.told().map(EntryCheck::recomputed).orElse(unreadable);
    if (Arrays.equals(MerkleTree.leafHash(entry.leaf()), inTree)) {
      var committed = committed(entry.leaf());
      return new Fitting(committed, againstLeaf(entry, committed, recomputed));
    }
    if (Arrays.equals(MerkleTree.leafHash(recomputed), inTree)) {
      return new Fitting(committed(recomputed), List.of(leafAltered(entry)));
    }
    return new Stranger(entry, MerkleTree.leafHash(entry.leaf()));
  }

  static Finding leafAltered(Entry entry) {
    return Finding.ofLeaf(
            Kind.LEAF_ALTERED, entry.leafIndex(), "The leaf is not the one that the tree holds.")
        .about(entry.told().map(Entry.Told::attributes).orElse(Map.of()));
  }

  private static byte[] recomputed(Entry.Told told) {
    try {
      return dataHash(told)
          .map(hash -> Leaf.of(told.allAttributes(), hash))
          .orElseGet(() -> new byte[0]);
    } catch (IllegalArgumentException e) {
      return new byte[0]; // Attributes without a canonical form are not those that were logged.
    }
  }

  private static Optional<Hash> dataHash(Entry.Told told) {
    return told.salt().map(salt -> Leaf.dataHash(salt, told.data()));
  }

  /** The leaf is as it was logged, so it tells what was altered. */
  private static List<Finding> againstLeaf(
      Entry entry, Map<String, String> committed, byte[] recomputed) {
    var findings = new ArrayList<Finding>();
    if (entry.told().isEmpty()) {
      if (!Arrays.equals(entry.leaf(), recomputed)) {
        findings.add(
            committed.containsKey("unreadable")
                ? Finding.ofLeaf(
                    Kind.DATA_ALTERED,
                    entry.leafIndex(),
                    "The quarantined bytes are gone, or not those that were logged.")
                : Finding.ofLeaf(
                        Kind.ATTRIBUTE_ALTERED,
                        entry.leafIndex(),
                        "The attributes of the event are gone.")
                    .about(committed));
      }
      return findings;
    }
    var told = entry.told().get();
    var dataHash = dataHash(told).map(Hash::hex).orElse("none");
    if (!dataHash.equals(committed.get(DATA))) {
      findings.add(
          Finding.ofLeaf(
                  Kind.DATA_ALTERED,
                  entry.leafIndex(),
                  "The data, or its salt, is not what was logged.")
              .about(committed));
    }
    var altered = altered(committed, told.attributes());
    if (!Leaf.hash(entry.leaf()).hex().equals(told.attribute("eventhash"))) {
      altered.add("eventhash");
    }
    if (!altered.isEmpty()) {
      findings.add(
          Finding.ofLeaf(
                  Kind.ATTRIBUTE_ALTERED,
                  entry.leafIndex(),
                  "Not what was logged: " + String.join(", ", altered) + ".")
              .about(committed));
    }
    return findings;
  }

  private static Set<String> altered(Map<String, String> committed, Map<String, String> stored) {
    var names = new TreeSet<>(committed.keySet());
    names.addAll(stored.keySet());
    names.remove(DATA);
    names.removeAll(UNCOMMITTED);
    names.removeIf(name -> Objects.equals(committed.get(name), stored.get(name)));
    return names;
  }

  private static Map<String, String> committed(byte[] leaf) {
    try {
      return JSON.readValue(leaf, WORDS);
    } catch (IOException e) {
      return Map.of(); // Only a leaf that the tree holds is read, and those are JSON.
    }
  }
}
