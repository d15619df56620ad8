package crossforce.audit.verification;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
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
  private final Originals originals;
  private final Semaphore one = new Semaphore(1);

  Verification(
      Rows rows,
      EntriesCheck entries,
      ChainsCheck chains,
      OffsetsCheck offsets,
      Originals originals) {
    this.rows = rows;
    this.entries = entries;
    this.chains = chains;
    this.offsets = offsets;
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
    var snapshot = Snapshot.take(rows);
    var findings = new Findings();
    var result = entries.run(snapshot, findings);
    var unlogged = originals.stillThere(offsets.unaccounted(snapshot));
    var named = nameMissing(result.missing(), unlogged, findings);
    chains.run(snapshot, named, findings);
    return new Outcome(snapshot, result.root(), findings.kept(), findings.count());
  }

  /**
   * A row that is gone is named by its record in Kafka: the one whose leaf the tree still holds.
   */
  private Set<Number> nameMissing(List<Missing> missing, List<Place> unlogged, Findings findings) {
    var records = originals.at(unlogged);
    var byLeaf = new HashMap<String, Arrival>();
    records.values().forEach(arrival -> byLeaf.put(leafHash(arrival), arrival));
    var numbers = new HashSet<Number>();
    var places = new HashSet<Place>();
    for (var gone : missing) {
      var finding =
          Finding.ofLeaf(
              Kind.ENTRY_MISSING, gone.leafIndex(), "The tree holds this leaf; its row is gone.");
      var original = byLeaf.get(HexFormat.of().formatHex(gone.hash()));
      if (original == null) {
        findings.add(finding);
      } else {
        places.add(original.place());
        number(original, numbers);
        findings.add(finding.about(attributes(original)).at(original.place()));
      }
    }
    for (var place : unlogged) {
      if (!places.contains(place)) {
        var original = Optional.ofNullable(records.get(place));
        findings.add(
            Finding.ofLog(Kind.RECORD_UNLOGGED, "A record was read and is not in the log.")
                .about(original.map(Verification::attributes).orElse(Map.of()))
                .at(place));
      }
    }
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
