package crossforce.kit.outbox;

import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Source;
import crossforce.contract.wire.WireJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Gives pending events their numbers and hashes. The heads stay locked until the transaction ends,
 * so a shard's numbers have no gap and its commit order is its sequence order. Nothing may lock
 * after this.
 */
final class Sealer {
  private static final String INSERT =
      "insert into outbox (shard, sequence, recorded_at, id, topic, subject, attributes, data) ";
  private static final String ROW = "(?, ?, ?, ?, ?, ?, ?::json, ?)";
  private static final String TYPED_ROW =
      "(?::smallint, ?::bigint, ?::timestamptz, ?::uuid, ?::text, ?::text, ?::json, ?::bytea)";
  private static final String MOVE = "update event_heads set epoch = ?, sequence = ?, hash = ? ";
  private static final String MOVE_IF_STILL =
      "with moved as ("
          + MOVE
          + "where shard = ? and epoch = ? and sequence = ? and hash = ? and closed is null"
          + " returning 1) ";
  private static final int MOST_AT_ONCE = 500; // A statement takes 65,535 parameters.
  private static final String CANNOT_CONNECT_NOW = "57P03";

  private final String service;

  Sealer(String service) {
    this.service = service;
  }

  /** What was stored, and the heads after it. */
  record Sealed(List<Row> rows, List<Head> heads) {}

  /** Seals in the order told, on the connection of the transaction that is about to commit. */
  Sealed seal(Connection connection, List<Pending> pending, Instant recordedAt)
      throws SQLException {
    var shards = pending.stream().map(Pending::shard).distinct().sorted().toList();
    var heads = byShard(Head.lock(connection, shards));
    for (var event : pending) {
      refuseClosed(event, headOf(heads, event.shard()));
    }
    return sealAfter(connection, heads, pending, recordedAt);
  }

  /**
   * Seals events of one shard if its head is still this one and open: then one trip to the database
   * locks, compares and stores. Empty, and nothing done, if it is not.
   */
  Optional<Sealed> sealIfStill(
      Connection connection, Head last, List<Pending> pending, Instant recordedAt)
      throws SQLException {
    if (pending.size() > MOST_AT_ONCE) {
      return Optional.empty();
    }
    var heads = byShard(List.of(last));
    var rows = chain(heads, pending);
    var next = headOf(heads, last.shard());
    var sql =
        MOVE_IF_STILL
            + INSERT
            + "select told.* from (values "
            + String.join(", ", Collections.nCopies(rows.size(), TYPED_ROW))
            + ") as told, moved";
    try (var statement = connection.prepareStatement(sql)) {
      var at = bind(statement, 1, next);
      statement.setInt(at++, last.epoch());
      statement.setLong(at++, last.sequence());
      statement.setBytes(at++, last.hash().bytes());
      bind(statement, at, rows, recordedAt);
      return statement.executeUpdate() > 0
          ? Optional.of(new Sealed(rows, List.of(next)))
          : Optional.empty();
    }
  }

  /** Seals after these heads, which the transaction has locked. */
  Sealed sealAfter(
      Connection connection, TreeMap<Shard, Head> heads, List<Pending> pending, Instant recordedAt)
      throws SQLException {
    var rows = chain(heads, pending);
    var after = List.copyOf(heads.values());
    var from = 0;
    for (; rows.size() - from > MOST_AT_ONCE; from += MOST_AT_ONCE) {
      store(connection, rows.subList(from, from + MOST_AT_ONCE), List.of(), recordedAt);
    }
    store(connection, rows.subList(from, rows.size()), after, recordedAt);
    return new Sealed(rows, after);
  }

  /** Each event after the one before it of its shard; the heads go along. */
  private List<Row> chain(TreeMap<Shard, Head> heads, List<Pending> pending) {
    var rows = new ArrayList<Row>(pending.size());
    for (var event : pending) {
      var head = headOf(heads, event.shard());
      var source = new Source(service, head.shard(), head.epoch());
      var row = event.seal(source, head.sequence() + 1, head.hash());
      heads.put(head.shard(), head.after(row));
      rows.add(row);
    }
    return rows;
  }

  private static TreeMap<Shard, Head> byShard(List<Head> heads) {
    var byShard = new TreeMap<Shard, Head>();
    heads.forEach(head -> byShard.put(head.shard(), head));
    return byShard;
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

  /** One trip to the database for all of it: while the heads are locked, others wait. */
  private static void store(
      Connection connection, List<Row> rows, List<Head> heads, Instant recordedAt)
      throws SQLException {
    var statements = new ArrayList<>(Collections.nCopies(heads.size(), MOVE + "where shard = ?"));
    if (!rows.isEmpty()) {
      statements.add(INSERT + "values " + String.join(", ", Collections.nCopies(rows.size(), ROW)));
    }
    try (var statement = connection.prepareStatement(String.join("; ", statements))) {
      var at = 1;
      for (var head : heads) {
        at = bind(statement, at, head);
      }
      bind(statement, at, rows, recordedAt);
      statement.execute();
    }
  }

  private static int bind(PreparedStatement statement, int from, Head head) throws SQLException {
    var at = from;
    statement.setInt(at++, head.epoch());
    statement.setLong(at++, head.sequence());
    statement.setBytes(at++, head.hash().bytes());
    statement.setInt(at++, head.shard().number());
    return at;
  }

  private static void bind(
      PreparedStatement statement, int from, List<Row> rows, Instant recordedAt)
      throws SQLException {
    var at = from;
    for (var row : rows) {
      statement.setInt(at++, row.shard().number());
      statement.setLong(at++, row.sequence());
      statement.setObject(at++, recordedAt.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setObject(at++, UUID.fromString(row.attribute("id")));
      statement.setString(at++, row.topic());
      statement.setString(at++, row.subject());
      statement.setString(at++, WireJson.write(row.attributes()));
      statement.setBytes(at++, row.data());
    }
  }
}
