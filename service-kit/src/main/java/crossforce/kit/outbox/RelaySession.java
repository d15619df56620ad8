package crossforce.kit.outbox;

import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.Shard;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The relay's own database session, outside every transaction: whoever holds its advisory locks
 * owns the shards. The server ends it after some silence, so a stopped process loses them.
 */
final class RelaySession implements AutoCloseable {
  private static final long NO_WISH = -1;
  private static final int LOCK_SPACE = 0x0b0c5;
  private static final Duration WAIT_FOR_LOCK = Duration.ofSeconds(2);
  private static final Duration WAIT_FOR_HOUSE = Duration.ofMillis(200);
  private static final String BEHIND =
      """
      select h.shard, h.sequence, h.closed, p.sequence as position, p.rewind
      from event_heads h join relay_positions p using (shard)\
      """;
  private static final String ROWS =
      "select "
          + Row.COLUMNS
          + """
           from unnest(?, ?) as p (shard, sequence)
          cross join lateral (
            select * from outbox
            where shard = p.shard and sequence > p.sequence
            order by sequence limit ?) o
          order by o.shard, o.sequence\
          """;
  private static final String LOST =
      """
      select min(lost.sequence)
      from unnest(?, ?) as k (topic, newest)
      cross join lateral (
        select o.sequence from outbox o
        where o.shard = ? and o.topic = k.topic and o.sequence > k.newest and o.sequence <= ?
        order by o.sequence limit 1) lost\
      """;
  private static final String STORE =
      """
      update relay_positions p set sequence = n.sequence
      from unnest(?, ?) as n (shard, sequence)
      where p.shard = n.shard and p.rewind is null\
      """;

  private final Connection connection;

  /**
   * How far a shard has been told and published.
   *
   * @param rewind where an operator wants publishing to go on from
   */
  record Progress(
      Shard shard, long head, long position, Optional<String> closed, Optional<Long> rewind) {}

  RelaySession(Connection connection, Duration idle) throws SQLException {
    this.connection = connection;
    try (var statement = connection.createStatement()) {
      statement.execute("set idle_session_timeout = " + idle.toMillis());
      statement.execute("set synchronous_commit = on");
    }
    waitAtMost(WAIT_FOR_LOCK);
  }

  /** Takes those of the wanted shards that nobody else has. */
  Set<Shard> own(Collection<Shard> wanted) throws SQLException {
    var owned = new TreeSet<Shard>();
    try (var statement = connection.prepareStatement("select pg_try_advisory_lock(?, ?)")) {
      statement.setInt(1, LOCK_SPACE);
      for (var shard : wanted) {
        statement.setInt(2, shard.number());
        try (var row = statement.executeQuery()) {
          if (row.next() && row.getBoolean(1)) {
            owned.add(shard);
          }
        }
      }
    }
    return owned;
  }

  Map<Shard, Progress> progress() throws SQLException {
    try (var statement = connection.prepareStatement(BEHIND);
        var rows = statement.executeQuery()) {
      var all = new TreeMap<Shard, Progress>();
      while (rows.next()) {
        var shard = new Shard(rows.getInt("shard"));
        var rewind = rows.getLong("rewind");
        var asked = rows.wasNull() ? Optional.<Long>empty() : Optional.of(rewind);
        var closed = Optional.ofNullable(rows.getString("closed"));
        var head = rows.getLong("sequence");
        all.put(shard, new Progress(shard, head, rows.getLong("position"), closed, asked));
      }
      return all;
    }
  }

  /** The next rows after these positions, shard by shard in sequence order. */
  List<Row> rows(Map<Shard, Long> positions, int limit) throws SQLException {
    try (var statement = connection.prepareStatement(ROWS)) {
      bind(statement, positions);
      statement.setInt(3, limit);
      try (var rows = statement.executeQuery()) {
        var next = new ArrayList<Row>();
        while (rows.next()) {
          next.add(Row.of(rows));
        }
        return next;
      }
    }
  }

  void store(Map<Shard, Long> positions) throws SQLException {
    try (var statement = connection.prepareStatement(STORE)) {
      bind(statement, positions);
      statement.executeUpdate();
    }
  }

  private void bind(PreparedStatement statement, Map<Shard, Long> positions) throws SQLException {
    statement.setArray(1, Head.numbers(connection, positions.keySet()));
    statement.setArray(2, array("int8", positions.values()));
  }

  /** Goes on from there, which answers the operator's wish, unless another was made meanwhile. */
  void moveTo(Shard shard, long position, Optional<Long> wish) throws SQLException {
    execute(
        """
        update relay_positions set sequence = ?, rewind = nullif(rewind, ?) where shard = ?\
        """,
        position,
        wish.orElse(NO_WISH),
        shard.number());
  }

  void close(Shard shard, String why) throws SQLException {
    execute("update event_heads set closed = ? where shard = ?", why, shard.number());
  }

  void reopen(Shard shard) throws SQLException {
    execute("update event_heads set closed = null where shard = ?", shard.number());
  }

  Head head(Shard shard) throws SQLException {
    return Head.read(connection, Set.of(shard)).getFirst();
  }

  /** The hash that the event of this number follows. */
  Optional<Hash> previousHash(Shard shard, long sequence) throws SQLException {
    var sql = "select attributes->>'previoushash' from outbox where shard = ? and sequence = ?";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setInt(1, shard.number());
      statement.setLong(2, sequence);
      try (var row = statement.executeQuery()) {
        return row.next() ? Optional.of(new Hash(row.getString(1))) : Optional.empty();
      }
    }
  }

  /** The first event that Kafka had acknowledged and has no longer, of those kept here. */
  Optional<Long> firstLost(Progress progress, Newest kafka) throws SQLException {
    try (var statement = connection.prepareStatement(LOST)) {
      var topics = List.copyOf(kafka.byTopic().keySet());
      statement.setArray(1, array("text", topics));
      statement.setArray(2, array("int8", topics.stream().map(kafka.byTopic()::get).toList()));
      statement.setInt(3, progress.shard().number());
      statement.setLong(4, progress.position());
      try (var row = statement.executeQuery()) {
        row.next();
        var first = row.getLong(1);
        return row.wasNull() ? Optional.empty() : Optional.of(first);
      }
    }
  }

  /**
   * Makes the days ahead and drops those of which nothing is kept any more. It needs the whole
   * table for that, so everybody's writing waits as long as it does.
   */
  void keepHouse(LocalDate today, Duration keep) throws SQLException {
    waitAtMost(WAIT_FOR_HOUSE);
    try {
      query("select outbox_make_days(?, 8)", today);
      query("select outbox_drop_days(?)", today.minusDays(keep.toDays()));
    } finally {
      waitAtMost(WAIT_FOR_LOCK);
    }
  }

  private void waitAtMost(Duration lockTimeout) throws SQLException {
    execute("set lock_timeout = " + lockTimeout.toMillis());
  }

  void keepAlive() throws SQLException {
    query("select 1");
  }

  private void query(String sql, Object... parameters) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      statement.executeQuery().close();
    }
  }

  private void execute(String sql, Object... parameters) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (var i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  private Array array(String type, Collection<?> values) throws SQLException {
    return connection.createArrayOf(type, values.toArray());
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
