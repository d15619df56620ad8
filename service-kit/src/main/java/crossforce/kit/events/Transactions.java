package crossforce.kit.events;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs work in a transaction of its own on the present thread, with a request context, and tells
 * when the commit fails (unlike helpers that roll back silently what was marked for it).
 */
@ApplicationScoped
public class Transactions {
  private static final Logger LOG = Logger.getLogger(Transactions.class);

  private final TransactionManager manager;

  Transactions(TransactionManager manager) {
    this.manager = manager;
  }

  /** Says that the commit failed; the cause tells why, if the database or a seal did. */
  public static final class NotCommittedException extends RuntimeException {
    NotCommittedException(Throwable cause) {
      super("not committed", cause);
    }
  }

  /** Any exception rolls back. */
  public <T> T inOne(Supplier<T> work) {
    var context = Arc.container().requestContext();
    if (context.isActive()) {
      return begunAndEnded(work);
    }
    context.activate();
    try {
      return begunAndEnded(work);
    } finally {
      context.terminate();
    }
  }

  private <T> T begunAndEnded(Supplier<T> work) {
    try {
      manager.begin();
    } catch (NotSupportedException | SystemException e) {
      throw new IllegalStateException("no transaction can begin here", e);
    }
    T result;
    try {
      result = work.get();
    } catch (Throwable e) {
      rollBack();
      throw e;
    }
    try {
      manager.commit();
    } catch (RollbackException | SystemException e) {
      rollBack();
      throw new NotCommittedException(e);
    } catch (Exception e) {
      throw new NotCommittedException(e); // Heuristic outcomes: impossible with one resource.
    }
    return result;
  }

  private void rollBack() {
    try {
      if (manager.getStatus() != Status.STATUS_NO_TRANSACTION) {
        manager.rollback();
      }
    } catch (SystemException | RuntimeException e) {
      LOG.warn("could not roll back; the connection is gone with its transaction", e);
    }
  }
}
