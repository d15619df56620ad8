package crossforce.audit.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import crossforce.audit.log.Arrival.Place;
import crossforce.contract.wire.Envelope.Salt;
import crossforce.contract.wire.WireJson;
import crossforce.kit.events.Connections;
import crossforce.kit.events.Rows;
import crossforce.kit.time.MachineTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The log's rows: added, read, and never changed. */
@ApplicationScoped
public class Entries {
  public static final String COLUMNS =
      "leaf_index, leaf, topic, partition, log_offset, attributes, salt, data";

  private static final ObjectMapper JSON = WireJson.mapper(false);
  private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

  private final Rows rows;
  private final Connections connections;
  private final MachineTime time;

  Entries(Rows rows, Connections connections, MachineTime time) {
    this.rows = rows;
    this.connections = connections;
    this.time = time;
  }

  /** A row to be added. */
  record New(long leafIndex, Arrival arrival) {}

  /** Adds all in one statement. */
  void add(List<New> entries) {
    if (entries.isEmpty()) {
      return;
    }
    var count = entries.size();
    var indexes = new Long[count];
    var leaves = new byte[count][];
    var topics = new String[count];
    var partitions = new Integer[count];
    var offsets = new Long[count];
    var attributes = new @Nullable String[count];
    var salts = new byte @Nullable [count][];
    var data = new byte @Nullable [count][];
    for (var i = 0; i < count; i++) {
      var arrival = entries.get(i).arrival();
      indexes[i] = entries.get(i).leafIndex();
      leaves[i] = arrival.leaf();
      topics[i] = arrival.place().topic();
      partitions[i] = arrival.place().partition();
      offsets[i] = arrival.place().offset();
      if (arrival instanceof Arrival.Told told) {
        attributes[i] = WireJson.write(Arrival.storedAttributes(told.envelope()));
        salts[i] = told.envelope().dataSalt().bytes();
        data[i] = told.data();
      }
    }
    var sql =
        """
        insert into log_entries
          (leaf_index, leaf, topic, partition, log_offset, attributes, salt, data, logged_at)
        select i, l, t, p, o, a::jsonb, s, d, ?
        from unnest(?, ?, ?, ?, ?, ?, ?, ?) as e (i, l, t, p, o, a, s, d)
        """;
    try (var connection = connections.open();
        var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, OffsetDateTime.ofInstant(time.now(), ZoneOffset.UTC));
      statement.setArray(2, connection.createArrayOf("bigint", indexes));
      statement.setArray(3, connection.createArrayOf("bytea", leaves));
      statement.setArray(4, connection.createArrayOf("text", topics));
      statement.setArray(5, connection.createArrayOf("integer", partitions));
      statement.setArray(6, connection.createArrayOf("bigint", offsets));
      statement.setArray(7, connection.createArrayOf("text", attributes));
      statement.setArray(8, connection.createArrayOf("bytea", salts));
      statement.setArray(9, connection.createArrayOf("bytea", data));
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new NotLoggedException(e);
    }
  }

  /** Carries what the database said when entries could not be added. */
  static final class NotLoggedException extends RuntimeException {
    NotLoggedException(SQLException cause) {
      super("the entries could not be added", cause);
    }
  }

  /** Leaf indexes from this one on, as far as there are, below {@code until}. */
  public List<Entry> range(long from, long until) {
    return rows.list(
        "select %s from log_entries where leaf_index >= ? and leaf_index < ? order by leaf_index"
            .formatted(COLUMNS),
        Entries::entry,
        from,
        until);
  }

  /** The leaves only, in order. */
  List<byte[]> leaves(long from, int atMost) {
    return rows.list(
        "select leaf from log_entries where leaf_index >= ? order by leaf_index limit ?",
        row -> row.getBytes(1),
        from,
        atMost);
  }

  public static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("leaf_index"),
        row.getBytes("leaf"),
        new Place(row.getString("topic"), row.getInt("partition"), row.getLong("log_offset")),
        told(row));
  }

  private static Optional<Entry.Told> told(ResultSet row) throws SQLException {
    var attributes = row.getString("attributes");
    if (attributes == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Entry.Told(
            words(attributes),
            salt(orNothing(row.getBytes("salt"))),
            orNothing(row.getBytes("data"))));
  }

  /** Whatever the row holds: only a verification can say what is wrong with it. */
  private static Map<String, String> words(String attributes) {
    try {
      var words = JSON.readValue(attributes, ATTRIBUTES);
      return words == null || words.containsValue(null) ? Map.of() : words;
    } catch (JsonProcessingException _) {
      return Map.of();
    }
  }

  private static Optional<Salt> salt(byte[] bytes) {
    try {
      return Optional.of(new Salt(HexFormat.of().formatHex(bytes)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static byte[] orNothing(byte @Nullable [] bytes) {
    return bytes == null ? new byte[0] : bytes;
  }
}
