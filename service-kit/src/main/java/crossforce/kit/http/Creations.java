package crossforce.kit.http;

import crossforce.contract.ForceId;
import crossforce.contract.wire.Hashes;
import crossforce.contract.wire.WireJson;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.events.Connections;
import crossforce.kit.outbox.Outbox;
import crossforce.kit.time.MachineTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;

/**
 * Makes {@code PUT} with the client's id safe to repeat: remembers who created what with which
 * body.
 */
@ApplicationScoped
public class Creations {
  private final Connections connections;
  private final TransactionSynchronizationRegistry transactions;
  private final Outbox outbox;
  private final MachineTime machine;

  Creations(
      Connections connections,
      TransactionSynchronizationRegistry transactions,
      Outbox outbox,
      MachineTime machine) {
    this.connections = connections;
    this.transactions = transactions;
    this.outbox = outbox;
    this.machine = machine;
  }

  /**
   * To be called in the transaction that creates, before anything is decided. Who comes at the same
   * moment with the same id waits here for the other's commit. If the transaction ends without
   * having told an event, because the desk refused, nothing was created and the id is free again.
   *
   * @return true when the id is new; false when the same body created it before, so that the
   *     present state is the answer
   * @throws RefusedException {@code id-not-random} unless the id is a version 4 or 7 UUID; {@code
   *     id-used-otherwise} when another body or kind of thing has it; {@code not-found} when
   *     another force has it
   */
  public boolean admit(String kind, UUID id, ForceId force, Object body) {
    if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
      throw new IllegalStateException("things are created within an active transaction only");
    }
    if (id.variant() != 2 || (id.version() != 4 && id.version() != 7)) {
      throw new RefusedException(KitRefusal.ID_NOT_RANDOM);
    }
    var hash = Hashes.sha256(WireJson.bytes(body));
    try (var connection = connections.open()) {
      if (insert(connection, kind, id, force, hash)) {
        transactions.registerInterposedSynchronization(new TakenBackUnlessTold(id));
        return true;
      }
      check(connection, kind, id, force, hash);
      return false;
    } catch (SQLException e) {
      throw new IllegalStateException("creations cannot be read", e);
    }
  }

  private boolean insert(Connection connection, String kind, UUID id, ForceId force, byte[] hash)
      throws SQLException {
    var sql =
        """
        insert into creations (id, kind, force, body_hash, created_at)
        values (?, ?, ?, ?, ?) on conflict (id) do nothing\
        """;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, id);
      statement.setString(2, kind);
      statement.setString(3, force.value());
      statement.setBytes(4, hash);
      statement.setObject(5, machine.now().atOffset(ZoneOffset.UTC));
      return statement.executeUpdate() == 1;
    }
  }

  private static void check(Connection connection, String kind, UUID id, ForceId force, byte[] hash)
      throws SQLException {
    var sql = "select kind, force, body_hash from creations where id = ?";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, id);
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("a creation was taken back while we looked: " + id);
        }
        if (!row.getString("force").equals(force.value())) {
          throw new RefusedException(KitRefusal.NOT_FOUND);
        }
        if (!row.getString("kind").equals(kind)
            || !Arrays.equals(row.getBytes("body_hash"), hash)) {
          throw new RefusedException(KitRefusal.ID_USED_OTHERWISE);
        }
      }
    }
  }

  /** Takes the note back unless something was created; a refusal commits, so no rollback does. */
  private final class TakenBackUnlessTold implements Synchronization {
    private final UUID id;

    private TakenBackUnlessTold(UUID id) {
      this.id = id;
    }

    @Override
    public void beforeCompletion() {
      if (outbox.hasTold() || transactions.getRollbackOnly()) {
        return;
      }
      try (var connection = connections.open();
          var statement = connection.prepareStatement("delete from creations where id = ?")) {
        statement.setObject(1, id);
        statement.executeUpdate();
      } catch (SQLException e) {
        throw new IllegalStateException("a creation cannot be taken back", e);
      }
    }

    @Override
    public void afterCompletion(int status) {}
  }
}
