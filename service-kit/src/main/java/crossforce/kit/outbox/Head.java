package crossforce.kit.outbox;

import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.Shard;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The end of a shard's history in this database. */
record Head(Shard shard, int epoch, long sequence, Hash hash, Optional<String> closed) {

  /** Locks the heads in shard order, which is the last step of the lock order. */
  static List<Head> lock(Connection connection, Collection<Shard> shards) throws SQLException {
    return select(connection, shards, " for update");
  }

  static List<Head> read(Connection connection, Collection<Shard> shards) throws SQLException {
    return select(connection, shards, "");
  }

  private static List<Head> select(Connection connection, Collection<Shard> shards, String locking)
      throws SQLException {
    var sql =
        "select shard, epoch, sequence, hash, closed from event_heads where shard = any (?)"
            + " order by shard"
            + locking;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setArray(1, numbers(connection, shards));
      try (var rows = statement.executeQuery()) {
        var heads = new ArrayList<Head>();
        while (rows.next()) {
          heads.add(of(rows));
        }
        return heads;
      }
    }
  }

  private static Head of(ResultSet row) throws SQLException {
    return new Head(
        new Shard(row.getInt("shard")),
        row.getInt("epoch"),
        row.getLong("sequence"),
        Hash.of(row.getBytes("hash")),
        Optional.ofNullable(row.getString("closed")));
  }

  static java.sql.Array numbers(Connection connection, Collection<Shard> shards)
      throws SQLException {
    return connection.createArrayOf("int2", shards.stream().map(Shard::number).toArray());
  }

  /** The head after this event. */
  Head after(Row row) {
    return new Head(shard, epoch, row.sequence(), new Hash(row.attribute("eventhash")), closed);
  }
}
