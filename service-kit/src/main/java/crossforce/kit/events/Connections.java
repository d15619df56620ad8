package crossforce.kit.events;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * Connections to the service's database, in the present transaction where there is one; never one
 * beside a transaction that was ended meanwhile, since what is written there would commit by
 * itself.
 */
@ApplicationScoped
public class Connections {
  private static final Set<Integer> ENDED =
      Set.of(Status.STATUS_ROLLEDBACK, Status.STATUS_ROLLING_BACK);
  private static final String TRANSACTION_TIMEOUT = "25P04"; // As PostgreSQL says it.

  private final AgroalDataSource database;
  private final TransactionSynchronizationRegistry transactions;

  Connections(AgroalDataSource database, TransactionSynchronizationRegistry transactions) {
    this.database = database;
    this.transactions = transactions;
  }

  /**
   * For use in this thread, and to be closed.
   *
   * @throws SQLException also when the transaction took too long and was ended: trouble
   */
  public Connection open() throws SQLException {
    var connection = database.getConnection();
    if (ENDED.contains(transactions.getTransactionStatus())) {
      connection.close();
      throw new SQLException("the transaction was ended before its work", TRANSACTION_TIMEOUT);
    }
    return connection;
  }
}
