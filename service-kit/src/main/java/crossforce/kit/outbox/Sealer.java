package crossforce.kit.outbox;

import crossforce.contract.wire.Envelope;
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
import java.util.List;
import java.util.TreeMap;

/**
 * Gives pending events their numbers and hashes. The heads stay locked until the transaction ends,
 * so a shard's numbers have no gap and its commit order is its sequence order. Nothing may lock
 * after this.
 */
final class Sealer {
  // One statement for both: while the heads are locked, each trip to the database is waited for.
  private static final String STORE =
      """
      with stored as (
        insert into outbox (shard, sequence, recorded_at, id, topic, subject, attributes, data)
        select shard, sequence, ?, id, topic, subject, attributes::json, data
        from unnest(?, ?, ?, ?, ?, ?, ?)
          as told (shard, sequence, id, topic, subject, attributes, data))
      update event_heads h set epoch = n.epoch, sequence = n.sequence, hash = n.hash
      from unnest(?, ?, ?, ?) as n (shard, epoch, sequence, hash)
      where h.shard = n.shard\
      """;
  private static final String CANNOT_CONNECT_NOW = "57P03";

  private final String service;

  Sealer(String service) {
    this.service = service;
  }

  /** Seals in the order told, on the connection of the transaction that is about to commit. */
  List<Envelope> seal(Connection connection, List<Pending> pending, Instant recordedAt)
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
  List<Envelope> sealAfter(
      Connection connection, TreeMap<Shard, Head> heads, List<Pending> pending, Instant recordedAt)
      throws SQLException {
    var sealed = new ArrayList<Envelope>(pending.size());
    for (var event : pending) {
      var head = headOf(heads, event.shard());
      var source = new Source(service, head.shard(), head.epoch());
      var envelope = event.seal(source, head.sequence() + 1, head.hash());
      heads.put(head.shard(), head.after(envelope));
      sealed.add(envelope);
    }
    store(connection, pending, sealed, List.copyOf(heads.values()), recordedAt);
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
      Connection connection,
      List<Pending> pending,
      List<Envelope> sealed,
      List<Head> heads,
      Instant recordedAt)
      throws SQLException {
    var count = pending.size();
    var shards = new Short[count];
    var sequences = new Long[count];
    var ids = new Object[count];
    var topics = new String[count];
    var subjects = new String[count];
    var attributes = new String[count];
    var data = new byte[count][];
    for (var i = 0; i < count; i++) {
      var envelope = sealed.get(i);
      shards[i] = (short) envelope.source().shard().number();
      sequences[i] = envelope.sequence();
      ids[i] = envelope.id();
      topics[i] = pending.get(i).topic();
      subjects[i] = envelope.subject();
      attributes[i] = WireJson.write(envelope.attributes());
      data[i] = pending.get(i).data();
    }
    try (var statement = connection.prepareStatement(STORE)) {
      statement.setObject(1, recordedAt.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setArray(2, connection.createArrayOf("int2", shards));
      statement.setArray(3, connection.createArrayOf("int8", sequences));
      statement.setArray(4, connection.createArrayOf("uuid", ids));
      statement.setArray(5, connection.createArrayOf("text", topics));
      statement.setArray(6, connection.createArrayOf("text", subjects));
      statement.setArray(7, connection.createArrayOf("text", attributes));
      statement.setArray(8, connection.createArrayOf("bytea", data));
      statement.setArray(9, Head.numbers(connection, heads.stream().map(Head::shard).toList()));
      statement.setArray(
          10, connection.createArrayOf("int4", heads.stream().map(Head::epoch).toArray()));
      statement.setArray(
          11, connection.createArrayOf("int8", heads.stream().map(Head::sequence).toArray()));
      statement.setArray(
          12,
          connection.createArrayOf(
              "bytea", heads.stream().map(head -> head.hash().bytes()).toArray(byte[][]::new)));
      statement.executeUpdate();
    }
  }
}
