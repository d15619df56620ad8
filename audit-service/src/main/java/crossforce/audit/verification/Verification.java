package crossforce.audit.verification;

import static java.util.stream.Collectors.groupingBy;

import crossforce.audit.AuditRefusal;
import crossforce.audit.log.Arrival;
import crossforce.audit.log.Arrival.Place;
import crossforce.audit.log.Originals;
import crossforce.audit.log.model.MerkleTree;
import crossforce.audit.verification.ChainsCheck.Number;
import crossforce.audit.verification.EntriesCheck.Missing;
import crossforce.audit.verification.Finding.Kind;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Envelope.Hash;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Recomputes everything that the log claims, from the rows up, and names what does not fit. Reads
 * range by range, in short statements: the log grows on meanwhile.
 */
@ApplicationScoped
class Verification {
  private final Rows rows;
  private final EntriesCheck entries;
  private final ChainsCheck chains;
  private final OffsetsCheck offsets;
  private final RepeatsCheck repeats;
  private final UnreadCheck unread;
  private final Originals originals;
  private final Semaphore one = new Semaphore(1);

  Verification(
      Rows rows,
      EntriesCheck entries,
      ChainsCheck chains,
      OffsetsCheck offsets,
      RepeatsCheck repeats,
      UnreadCheck unread,
      Originals originals) {
    this.rows = rows;
    this.entries = entries;
    this.chains = chains;
    this.offsets = offsets;
    this.repeats = repeats;
    this.unread = unread;
    this.originals = originals;
  }

  /** What was verified, and what did not fit. */
  record Outcome(Snapshot snapshot, Hash root, List<Finding> findings, long count) {}

  Outcome run() {
    if (!one.tryAcquire()) {
      throw new RefusedException(AuditRefusal.VERIFICATION_RUNNING);
    }
    try {
      return verify();
    } finally {
      one.release();
    }
  }

  private Outcome verify() {
    var ends = unread.ends();
    var snapshot = Snapshot.take(rows);
    var findings = new Findings();
    unread.run(ends, snapshot, findings);
    var result = entries.run(snapshot, findings);
    var outside = new LinkedHashMap<Place, Finding>();
    for (var place : originals.stillThere(offsets.unaccounted(snapshot))) {
      outside.put(
          place, Finding.ofLog(Kind.RECORD_UNLOGGED, "A record was read and is not in the log."));
    }
    outside.putAll(repeats.run(snapshot));
    var named = nameMissing(result.missing(), outside, findings);
    chains.run(snapshot, named, findings);
    return new Outcome(snapshot, result.root(), findings.kept(), findings.count());
  }

  /**
   * A row that is gone is named by its record in Kafka: the one whose leaf the tree still holds.
   *
   * @param outside what is to be said of records that the log does not account for
   */
  private Set<Number> nameMissing(
      List<Missing> missing, Map<Place, Finding> outside, Findings findings) {
    var records = originals.found(outside.keySet());
    var byLeaf =
        outside.keySet().stream()
            .flatMap(place -> Optional.ofNullable(records.get(place)).stream())
            .collect(groupingBy(Verification::leafHash));
    var numbers = new HashSet<Number>();
    var places = new HashSet<Place>();
    for (var gone : missing) {
      var finding =
          Finding.ofLeaf(
              Kind.ENTRY_MISSING, gone.leafIndex(), "The tree holds this leaf; its row is gone.");
      var told = byLeaf.getOrDefault(HexFormat.of().formatHex(gone.hash()), List.of());
      if (told.isEmpty()) {
        findings.add(finding);
      } else {
        told.forEach(arrival -> places.add(arrival.place())); // Told again, it is the same still.
        var original = told.getFirst();
        number(original, numbers);
        findings.add(finding.about(attributes(original)).at(original.place()));
      }
    }
    outside.forEach((place, finding) -> {
      if (!places.contains(place)) {
        var original = Optional.ofNullable(records.get(place));
        findings.add(
            finding.about(original.map(Verification::attributes).orElse(Map.of())).at(place));
      }
    });
    return numbers;
  }

  private static void number(Arrival arrival, Set<Number> numbers) {
    if (arrival instanceof Arrival.Told(_, var envelope, _, _)) {
      var source = envelope.source();
      numbers.add(new Number(source.service(), source.shard().number(), envelope.sequence()));
    }
  }

  private static Map<String, String> attributes(Arrival arrival) {
    return arrival instanceof Arrival.Told(_, Envelope envelope, _, _)
        ? envelope.attributes()
        : Map.of();
  }

  private static String leafHash(Arrival arrival) {
    return HexFormat.of().formatHex(MerkleTree.leafHash(arrival.leaf()));
  }
}
