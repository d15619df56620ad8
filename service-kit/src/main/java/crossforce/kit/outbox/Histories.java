package crossforce.kit.outbox;

import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.Shard;
import crossforce.kit.outbox.Publisher.Pulse;
import crossforce.kit.outbox.RelaySession.Progress;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Lets a shard be opened only when this database and Kafka tell the same history of it. A restored
 * database has forgotten what others have seen, or tells something else under the same number: such
 * a shard stays closed until an operator opens its next epoch.
 */
final class Histories {
  private static final Logger LOG = Logger.getLogger(Histories.class);

  private final KafkaEnds kafka;

  Histories(KafkaEnds kafka) {
    this.kafka = kafka;
  }

  /**
   * Compares these shards, marks them in the database, and tells where to publish on.
   *
   * @param pulse beaten while Kafka is read
   */
  Map<Shard, Long> open(RelaySession session, Collection<Shard> shards, Pulse pulse)
      throws SQLException, InterruptedException {
    var open = new TreeMap<Shard, Long>();
    if (shards.isEmpty()) {
      return open;
    }
    // Kafka first: whatever it has by now, the heads have too.
    var newest = newest(session, shards, pulse);
    var progress = session.progress();
    for (var shard : shards) {
      if (newest.get(shard) instanceof Newest end && progress.get(shard) instanceof Progress now) {
        open(session, now, end).ifPresent(position -> open.put(shard, position));
      }
    }
    return open;
  }

  /**
   * Reads Kafka until it shows how far the relay has come, whatever others have put behind that.
   */
  private Map<Shard, Newest> newest(RelaySession session, Collection<Shard> shards, Pulse pulse)
      throws SQLException, InterruptedException {
    var progress = session.progress();
    var newest = new TreeMap<Shard, Newest>();
    var left = Set.copyOf(shards);
    for (var depth = KafkaEnds.USUAL_DEPTH; !left.isEmpty(); depth *= KafkaEnds.DEEPER) {
      var found = kafka.newest(left, depth, pulse);
      newest.putAll(found);
      left =
          left.stream()
              .filter(shard ->
                  found.get(shard) instanceof Newest end
                      && progress.get(shard) instanceof Progress now
                      && !end.reaches(now.position()))
              .collect(Collectors.toSet());
    }
    return newest;
  }

  private Optional<Long> open(RelaySession session, Progress progress, Newest end)
      throws SQLException {
    var shard = progress.shard();
    var head = session.head(shard);
    var next = session.previousHash(shard, end.sequence() + 1);
    var position = goOnFrom(session, progress, end);
    var first = session.previousHash(shard, position + 1);
    var hindrance = disagreement(head, end, next).or(() -> missing(head, position, first));
    if (hindrance.isPresent()) {
      if (!hindrance.equals(head.closed())) {
        LOG.errorf("Shard %d is closed: %s", shard.number(), hindrance.get());
        session.close(shard, hindrance.get());
      }
      return Optional.empty();
    }
    if (head.closed().isPresent()) {
      LOG.infof("Shard %d is open again", shard.number());
      session.reopen(shard);
    }
    if (position != progress.position() || progress.rewind().isPresent()) {
      session.moveTo(shard, position, progress.rewind());
    }
    return Optional.of(position);
  }

  /** Why the two are not the same history; empty when they are. */
  static Optional<String> disagreement(Head head, Newest end, Optional<Hash> previousOfNext) {
    if (end.sequence() > head.sequence()) {
      return Optional.of(
          "Kafka has event %d and this database ends at %d: it was restored from an older copy"
              .formatted(end.sequence(), head.sequence()));
    }
    var hashHere = end.sequence() == head.sequence() ? Optional.of(head.hash()) : previousOfNext;
    if (hashHere.isEmpty()) {
      return Optional.of(
          "Kafka ends at event %d and the next one is no longer kept here"
              .formatted(end.sequence()));
    }
    return hashHere.get().equals(end.hash())
        ? Optional.empty()
        : Optional.of(
            "Kafka and this database have different events under the number %d: the database was"
                    .formatted(end.sequence())
                + " restored and went on");
  }

  private static Optional<String> missing(Head head, long position, Optional<Hash> first) {
    return position == head.sequence() || first.isPresent()
        ? Optional.empty()
        : Optional.of("event %d is not in the outbox".formatted(position + 1));
  }

  /** From the position, unless Kafka has lost what it acknowledged: then again from there. */
  private static long goOnFrom(RelaySession session, Progress progress, Newest end)
      throws SQLException {
    var position = progress.rewind().orElse(progress.position());
    var lost = session.firstLost(progress, end);
    if (lost.isPresent() && lost.get() <= position) {
      LOG.warnf(
          "Kafka has lost events of shard %d that it acknowledged: publishing again from %d",
          progress.shard().number(), lost.get());
      position = lost.get() - 1;
    }
    return position;
  }
}
