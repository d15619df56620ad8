package crossforce.audit.log;

import static java.util.Objects.requireNonNull;

import crossforce.audit.gap.Frontiers;
import crossforce.audit.gap.Frontiers.Chain;
import crossforce.audit.log.Arrival.Place;
import crossforce.audit.log.Arrival.Told;
import crossforce.audit.log.Arrival.Unreadable;
import crossforce.audit.log.Irregularity.Kind;
import crossforce.audit.log.Neighbours.Known;
import crossforce.audit.log.Neighbours.Link;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Envelope.Hash;
import crossforce.kit.events.Rows;
import crossforce.kit.time.MachineTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The only writer of the log. Appends records in the order of their offsets, inside the transaction
 * that stores how far the topics were read: a crash leaves both or neither, so nothing that was
 * consumed is unlogged, and nothing is logged twice.
 */
@ApplicationScoped
class EventLog {
  private static final Logger LOG = Logger.getLogger(EventLog.class);

  private final Tree tree;
  private final Entries entries;
  private final Neighbours neighbours;
  private final Frontiers frontiers;
  private final Rows rows;
  private final MachineTime time;

  EventLog(
      Tree tree,
      Entries entries,
      Neighbours neighbours,
      Frontiers frontiers,
      Rows rows,
      MachineTime time) {
    this.tree = tree;
    this.entries = entries;
    this.neighbours = neighbours;
    this.frontiers = frontiers;
    this.rows = rows;
    this.time = time;
  }

  /** What becomes of a batch, decided before anything is written. */
  private static final class Batch {
    final List<Entries.New> added = new ArrayList<>();
    final List<Irregularity> irregularities = new ArrayList<>();
    final Map<Place, Long> repeats = new LinkedHashMap<>();
    long next;

    Batch(long next) {
      this.next = next;
    }

    long add(Arrival arrival) {
      added.add(new Entries.New(next, arrival));
      return next++;
    }
  }

  void append(List<Arrival> arrivals) {
    var head = tree.lockedHead(); // One writer at a time: indexes follow each other.
    var chains = chains(arrivals);
    var known = neighbours.of(chains);

    var batch = new Batch(head.size());
    for (var arrival : arrivals) {
      switch (arrival) {
        case Unreadable unreadable -> batch.add(unreadable);
        case Told told -> take(told, requireNonNull(known.get(Chain.of(told.envelope()))), batch);
      }
    }
    write(head, batch);
    frontiers.told(chains);
  }

  private static Map<Chain, List<Envelope>> chains(List<Arrival> arrivals) {
    return arrivals.stream()
        .flatMap(arrival -> arrival instanceof Told told ? List.of(told).stream() : null)
        .map(Told::envelope)
        .collect(Collectors.groupingBy(Chain::of, LinkedHashMap::new, Collectors.toList()));
  }

  private static void take(Told told, Known known, Batch batch) {
    var event = told.envelope();
    var same = known.at(event.sequence());
    for (var link : same) {
      if (link.hash().equals(event.eventHash().hex())) {
        batch.repeats.put(told.place(), link.leafIndex());
        return;
      }
    }
    var index = batch.add(told);
    if (!same.isEmpty()) {
      batch.irregularities.add(
          new Irregularity(
              index,
              Kind.NUMBER_TOLD_TWICE,
              "%s has told number %d before, as leaf %d, with other content"
                  .formatted(Chain.of(event), event.sequence(), same.getFirst().leafIndex())));
    }
    var link = Link.of(index, event);
    checkLinks(link, known, batch);
    known.add(link);
  }

  /** A link is checked once both of its ends are there, whichever came first. */
  private static void checkLinks(Link link, Known known, Batch batch) {
    var before = known.at(link.sequence() - 1);
    var fits =
        link.sequence() == 1
            ? link.previousHash().equals(Hash.ZERO.hex())
            : before.isEmpty()
                || before.stream().anyMatch(b -> b.hash().equals(link.previousHash()));
    if (!fits) {
      batch.irregularities.add(broken(link));
    }
    for (var after : known.at(link.sequence() + 1)) {
      if (known.at(link.sequence()).isEmpty() && !after.previousHash().equals(link.hash())) {
        batch.irregularities.add(broken(after));
      }
    }
  }

  private static Irregularity broken(Link link) {
    return new Irregularity(
        link.leafIndex(),
        Kind.LINK_BROKEN,
        "number %d names a hash that is not that of the number before it"
            .formatted(link.sequence()));
  }

  private void write(LogHead head, Batch batch) {
    entries.add(batch.added);
    if (!batch.added.isEmpty()) {
      tree.append(head, batch.added.stream().map(entry -> entry.arrival().leaf()).toList());
    }
    for (var entry : batch.added) {
      if (entry.arrival() instanceof Unreadable unreadable) {
        quarantine(unreadable);
      }
    }
    batch.repeats.forEach((place, leafIndex) ->
        rows.update(
            """
            insert into log_repeats (topic, partition, log_offset, leaf_index)
            values (?, ?, ?, ?)
            """,
            place.topic(),
            place.partition(),
            place.offset(),
            leafIndex));
    batch.irregularities.forEach(this::note);
  }

  private void note(Irregularity irregularity) {
    LOG.errorf(
        "ALARM %s leaf=%d: %s",
        irregularity.kind().code(), irregularity.leafIndex(), irregularity.explanation());
    rows.update(
        """
        insert into log_irregularities (leaf_index, kind, explanation, noted_at)
        values (?, ?, ?, ?) on conflict do nothing
        """,
        irregularity.leafIndex(),
        irregularity.kind().code(),
        irregularity.explanation(),
        time.now());
  }

  /** Into the same table as every service's, so that operators find it in the usual place. */
  private void quarantine(Unreadable record) {
    LOG.warnf("quarantined %s why=%s", record.place(), record.why());
    rows.update(
        """
        insert into quarantine
          (topic, partition, log_offset, record_key, headers, value, why, quarantined_at)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        record.place().topic(),
        record.place().partition(),
        record.place().offset(),
        record.key(),
        record.headers(),
        record.value(),
        record.why().replace('\0', ' ').substring(0, Math.min(500, record.why().length())),
        time.now());
  }
}
