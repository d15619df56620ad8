package crossforce.kit.outbox;

import crossforce.contract.wire.OperationsEvent.EpochOpened;
import crossforce.contract.wire.Shard;
import crossforce.kit.actor.Actors;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.time.MachineTime;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What operators do when a shard's history has come apart or consumers have lost part of it: open
 * its next epoch, which goes on from the last event that Kafka has, or publish again.
 */
@ApplicationScoped
public class Epochs {
  private static final Logger LOG = Logger.getLogger(Epochs.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AgroalDataSource database;
  private final Map<String, Object> kafka;
  private final ServiceTopics topics;
  private final Outbox outbox;
  private final Actors actors;
  private final MachineTime machine;
  private final Sealer sealer;

  Epochs(
      AgroalDataSource database,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      ServiceTopics topics,
      Outbox outbox,
      Actors actors,
      MachineTime machine) {
    this.database = database;
    this.kafka = kafka;
    this.topics = topics;
    this.outbox = outbox;
    this.actors = actors;
    this.machine = machine;
    this.sealer = new Sealer(topics.service());
  }

  /**
   * Opens the next epoch of a closed shard. Events that were told and never published get new
   * numbers in it; those that others have seen stay as they are.
   */
  public void open(Shard shard, String why) {
    var position = onDatabase(connection -> sequence(connection, "relay_positions", shard));
    var newest = newestBackTo(position, shard);
    QuarkusTransaction.requiringNew().run(() -> open(shard, newest, why));
  }

  /** Reads Kafka as far back as this database may disagree with it, and outside a transaction. */
  private Newest newestBackTo(long position, Shard shard) {
    var ends = new KafkaEnds(kafka, topics, PATIENCE);
    for (var depth = KafkaEnds.USUAL_DEPTH; ; depth *= KafkaEnds.DEEPER) {
      var newest = newest(ends, shard, depth);
      if (newest != null && newest.oldest() <= position + 1) {
        return newest;
      }
    }
  }

  private static @Nullable Newest newest(KafkaEnds ends, Shard shard, long depth) {
    try {
      return ends.newest(List.of(shard), depth, () -> {}).get(shard);
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException("Kafka was not read to its end", e);
    }
  }

  private void open(Shard shard, Newest newest, String why) {
    var epoch =
        onDatabase(connection -> {
          // The event below locks its own shard's head, so both are locked here in order; they may
          // be the same.
          var own = Shard.of(topics.service());
          var heads = Head.lock(connection, new TreeSet<>(List.of(shard, own)));
          var head = heads.stream().filter(h -> h.shard().equals(shard)).findFirst();
          if (head.flatMap(Head::closed).isEmpty()) {
            throw new RefusedException(OutboxRefusal.SHARD_NOT_CLOSED);
          }
          var next = Math.max(head.get().epoch(), newest.epoch()) + 1;
          goOn(connection, shard, next, newest);
          return next;
        });
    outbox.append(
        topics.operations(),
        List.of(
            new EpochOpened(
                topics.service(),
                shard.number(),
                epoch,
                newest.sequence(),
                newest.hash().hex(),
                actors.current().id(),
                why)));
    LOG.warnf("Shard %d goes on in epoch %d after %d", shard.number(), epoch, newest.sequence());
  }

  private void goOn(Connection connection, Shard shard, int epoch, Newest newest)
      throws SQLException {
    var unseen = takeUnseen(connection, shard, newest);
    var heads = new TreeMap<Shard, Head>();
    heads.put(shard, new Head(shard, epoch, newest.sequence(), newest.hash(), Optional.empty()));
    sealer.sealAfter(connection, heads, unseen, machine.now());
    update(connection, "update event_heads set closed = null where shard = ?", shard.number());
    update(
        connection,
        "update relay_positions set sequence = ?, rewind = null where shard = ?",
        newest.sequence(),
        shard.number());
  }

  /** Takes out of the outbox what was told here and never reached Kafka. */
  private static List<Pending> takeUnseen(Connection connection, Shard shard, Newest newest)
      throws SQLException {
    var sql =
        "select "
            + Row.COLUMNS
            + " from outbox o join relay_positions p using (shard)"
            + " where o.shard = ? and o.sequence > p.sequence order by o.sequence";
    var unseen = new ArrayList<Pending>();
    var numbers = new ArrayList<Long>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setInt(1, shard.number());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var row = Row.of(rows);
          var envelope = row.envelope();
          if (!newest.hashes().contains(envelope.eventHash())) {
            unseen.add(Pending.again(row.topic(), envelope, row.data()));
            numbers.add(row.sequence());
          }
        }
      }
    }
    update(
        connection,
        "delete from outbox where shard = ? and sequence = any (?)",
        shard.number(),
        connection.createArrayOf("int8", numbers.toArray()));
    return unseen;
  }

  /** Publishes again from this event on; consumers pass over what they have seen. */
  public void republish(Shard shard, long from) {
    QuarkusTransaction.requiringNew()
        .run(() -> onDatabase(connection -> rewind(connection, shard, from)));
    LOG.warnf("Shard %d is published again from %d", shard.number(), from);
  }

  private static long rewind(Connection connection, Shard shard, long from) throws SQLException {
    if (from > sequence(connection, "relay_positions", shard)) {
      throw new RefusedException(OutboxRefusal.EVENT_NOT_PUBLISHED);
    }
    // Where one is missing, as after a restoration, the relay could not get across.
    var head = sequence(connection, "event_heads", shard);
    if (kept(connection, shard, from, head) < head - from + 1) {
      throw new RefusedException(OutboxRefusal.EVENT_NOT_KEPT);
    }
    var sql = "update relay_positions set rewind = ? where shard = ?";
    update(connection, sql, from - 1, shard.number());
    return from;
  }

  private static long kept(Connection connection, Shard shard, long from, long to)
      throws SQLException {
    var sql = "select count(*) from outbox where shard = ? and sequence between ? and ?";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setInt(1, shard.number());
      statement.setLong(2, from);
      statement.setLong(3, to);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static long sequence(Connection connection, String table, Shard shard)
      throws SQLException {
    var sql = "select sequence from " + table + " where shard = ?";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setInt(1, shard.number());
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static int update(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    }
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T onDatabase(Work<T> work) {
    try (var connection = database.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new SealingException(e);
    }
  }
}
