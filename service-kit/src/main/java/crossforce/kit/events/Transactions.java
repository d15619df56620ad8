package crossforce.kit.events;

import crossforce.kit.decision.RefusedException;
import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs work in a transaction of its own on the present thread, with a request context, and tells
 * when the commit fails (unlike helpers that roll back silently what was marked for it).
 */
@ApplicationScoped
public class Transactions {
  private static final Logger LOG = Logger.getLogger(Transactions.class);

  private static final Set<Integer> REAPED =
      Set.of(Status.STATUS_ROLLEDBACK, Status.STATUS_ROLLING_BACK);

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

  /** Says that the transaction was ended by the reaper before the work was: trouble. */
  public static final class TookTooLongException extends RuntimeException {
    TookTooLongException(Throwable cause) {
      super("the transaction was ended before its work", cause);
    }
  }

  /**
   * To be called when a refusal is noted in the present transaction, which is going to commit.
   *
   * @throws IllegalStateException when the refusal has marked it for rollback
   */
  public void requireCommittable(RefusedException refused) {
    if (status() == Status.STATUS_MARKED_ROLLBACK) {
      throw new IllegalStateException(
          "a refusal must not roll back: @Transactional lacks dontRollbackOn", refused);
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
      var reaped = REAPED.contains(status());
      rollBack();
      if (reaped) {
        throw new TookTooLongException(e);
      }
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

  private int status() {
    try {
      return manager.getStatus();
    } catch (SystemException e) {
      throw new IllegalStateException("the transaction manager fails", e);
    }
  }

  private void rollBack() {
    try {
      if (status() != Status.STATUS_NO_TRANSACTION) {
        manager.rollback();
      }
    } catch (SystemException | RuntimeException e) {
      LOG.warn("could not roll back; the connection is gone with its transaction", e);
    }
  }
}
