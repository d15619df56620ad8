package crossforce.kit.outbox;

import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.Source;
import crossforce.contract.wire.WireJson;
import crossforce.kit.outbox.TellingEvent.Noted;
import crossforce.kit.time.MachineTime;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** One transaction, a row of state and an event about it, with sealing and without. */
@ApplicationScoped
public class FigureDesk {
  private static final String TEXT = "x".repeat(600);

  @Inject Outbox outbox;
  @Inject AgroalDataSource database;
  @Inject MachineTime machine;

  private final AtomicLong numbers = new AtomicLong();

  @Transactional
  public void sealed(UUID thing) throws SQLException {
    try (var connection = database.getConnection()) {
      putState(connection, thing);
    }
    outbox.append(TellingTopics.TELLING, List.of(new Noted(thing, TEXT)));
  }

  /** The same rows, without heads, numbers, chain and hash. */
  @Transactional
  public void unsealed(UUID thing) throws SQLException {
    var pending = OutboxBed.noted(thing, TEXT);
    var source = new Source(TellingTopics.SERVICE, pending.shard(), 1);
    var number = numbers.incrementAndGet();
    var attributes = pending.unhashed(source, number, Hash.ZERO).attributes();
    try (var connection = database.getConnection()) {
      putState(connection, thing);
      var sql = "insert into figure_outbox values (?, ?, ?, ?, ?, ?, ?::json, ?)";
      try (var statement = connection.prepareStatement(sql)) {
        statement.setInt(1, pending.shard().number());
        statement.setLong(2, number);
        statement.setObject(3, machine.now().atOffset(ZoneOffset.UTC));
        statement.setObject(4, pending.id());
        statement.setString(5, pending.topic());
        statement.setString(6, pending.subject());
        statement.setString(7, WireJson.write(attributes));
        statement.setBytes(8, pending.data());
        statement.executeUpdate();
      }
    }
  }

  private static void putState(Connection connection, UUID thing) throws SQLException {
    var sql = "insert into figure_states (id, version, state) values (?, 0, ?::json)";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, thing);
      statement.setString(2, "{\"state\":\"" + TEXT + "\"}");
      statement.executeUpdate();
    }
  }
}
