package crossforce.kit.outbox;

import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Source;
import crossforce.contract.wire.WireJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Gives pending events their numbers and hashes. The heads stay locked until the transaction ends,
 * so a shard's numbers have no gap and its commit order is its sequence order. Nothing may lock
 * after this.
 */
final class Sealer {
  private static final String INSERT =
      "insert into outbox (shard, sequence, recorded_at, id, topic, subject, attributes, data) values ";
  private static final String ROW = "(?, ?, ?, ?, ?, ?, ?::json, ?)";
  private static final String UPDATE =
      "update event_heads set epoch = ?, sequence = ?, hash = ? where shard = ?";
  private static final int MOST_AT_ONCE = 500; // A statement takes 65,535 parameters.
  private static final String CANNOT_CONNECT_NOW = "57P03";

  private final String service;

  Sealer(String service) {
    this.service = service;
  }

  /** Seals in the order told, on the connection of the transaction that is about to commit. */
  List<Row> seal(Connection connection, List<Pending> pending, Instant recordedAt)
      throws SQLException {
    var shards = pending.stream().map(Pending::shard).distinct().sorted().toList();
    var heads = new TreeMap<Shard, Head>();
    for (var head : Head.lock(connection, shards)) {
      heads.put(head.shard(), head);
    }
    for (var event : pending) {
      refuseClosed(event, headOf(heads, event.shard()));
    }
    return sealAfter(connection, heads, pending, recordedAt);
  }

  /** Seals after these heads, which the transaction has locked. */
  List<Row> sealAfter(
      Connection connection, TreeMap<Shard, Head> heads, List<Pending> pending, Instant recordedAt)
      throws SQLException {
    var sealed = new ArrayList<Row>(pending.size());
    for (var event : pending) {
      var head = headOf(heads, event.shard());
      var source = new Source(service, head.shard(), head.epoch());
      var envelope = event.seal(source, head.sequence() + 1, head.hash());
      heads.put(head.shard(), head.after(envelope));
      sealed.add(Row.of(event, envelope));
    }
    var from = 0;
    for (; sealed.size() - from > MOST_AT_ONCE; from += MOST_AT_ONCE) {
      store(connection, sealed.subList(from, from + MOST_AT_ONCE), List.of(), recordedAt);
    }
    store(connection, sealed.subList(from, sealed.size()), List.copyOf(heads.values()), recordedAt);
    return sealed;
  }

  private static Head headOf(TreeMap<Shard, Head> heads, Shard shard) {
    var head = heads.get(shard);
    if (head == null) {
      throw new IllegalStateException("the database has no head for " + shard);
    }
    return head;
  }

  /**
   * A restored database must not go on deciding on what it has forgotten; only what operators do
   * about it is told. It counts as trouble, since it passes when the shard's next epoch is opened.
   */
  private static void refuseClosed(Pending event, Head head) throws SQLException {
    if (head.closed().isPresent() && !event.aboutOperations()) {
      throw new SQLTransientConnectionException(
          "shard %d is closed: %s".formatted(head.shard().number(), head.closed().get()),
          CANNOT_CONNECT_NOW);
    }
  }

  private static void store(
      Connection connection, List<Row> sealed, List<Head> heads, Instant recordedAt)
      throws SQLException {
    // One trip to the database for all of it: while the heads are locked, others wait.
    var statements = new ArrayList<>(Collections.nCopies(heads.size(), UPDATE));
    if (!sealed.isEmpty()) {
      statements.add(INSERT + String.join(", ", Collections.nCopies(sealed.size(), ROW)));
    }
    try (var statement = connection.prepareStatement(String.join("; ", statements))) {
      var next = 1;
      for (var head : heads) {
        statement.setInt(next++, head.epoch());
        statement.setLong(next++, head.sequence());
        statement.setBytes(next++, head.hash().bytes());
        statement.setInt(next++, head.shard().number());
      }
      for (var row : sealed) {
        statement.setInt(next++, row.shard().number());
        statement.setLong(next++, row.sequence());
        statement.setObject(
            next++, recordedAt.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
        statement.setObject(next++, UUID.fromString(row.attribute("id")));
        statement.setString(next++, row.topic());
        statement.setString(next++, row.subject());
        statement.setString(next++, WireJson.write(row.attributes()));
        statement.setBytes(next++, row.data());
      }
      statement.execute();
    }
  }
}
