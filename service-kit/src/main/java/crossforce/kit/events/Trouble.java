package crossforce.kit.events;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.RetriableException;
import org.hibernate.StaleStateException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * Tells trouble, which passes and is never the event's fault, from failures that would come again.
 */
public final class Trouble {
  private static final List<String> CLASSES = List.of("08", "40", "53", "57");
  private static final Set<String> STATES =
      Set.of(
          "55P03", "25P03", "25P04", "25006"); // Lock, idle and transaction time-outs; a standby.
  private static final Set<String> RACES = Set.of("23505", "23P01");

  private Trouble() {}

  /** Connection, deadlock, serialization, lock or pool time-out, stale version. */
  public static boolean is(Throwable thrown) {
    var all = causes(thrown);
    for (var cause : all) {
      if (cause instanceof OptimisticLockException
          || cause instanceof StaleStateException
          || cause instanceof PessimisticLockException
          || cause instanceof LockTimeoutException
          || cause instanceof RetriableException
          || cause instanceof OutOfMemoryError
          || cause instanceof Transactions.TookTooLongException
          || (cause instanceof SQLException sql && passes(sql.getSQLState()))) {
        return true;
      }
    }
    return timedOut(all);
  }

  /**
   * Whether a constraint was violated, as happens to the later of two racing writers: worth a few
   * fresh transactions, which decide again.
   */
  public static boolean mayBeRace(Throwable thrown) {
    return causes(thrown).stream()
        .anyMatch(
            cause -> cause instanceof SQLException sql && RACES.contains(state(sql.getSQLState())));
  }

  /** Agroal reports a pool time-out without a state. */
  private static boolean passes(@Nullable String state) {
    return state == null
        || STATES.contains(state)
        || (state.length() == 5 && CLASSES.contains(state.substring(0, 2)));
  }

  private static String state(@Nullable String state) {
    return state == null ? "" : state;
  }

  /** A rollback with nothing behind it is that of a transaction that took too long. */
  private static boolean timedOut(Set<Throwable> all) {
    return all.stream().anyMatch(RollbackException.class::isInstance)
        && all.stream()
            .allMatch(cause ->
                cause instanceof RollbackException
                    || cause instanceof Transactions.NotCommittedException);
  }

  /**
   * What failed, where, and in which database constraint, without the messages: those may quote
   * what operators must not see.
   */
  public static String describe(Throwable thrown) {
    var text = new StringBuilder();
    for (var cause : causes(thrown)) {
      if (text.length() < 800) {
        text.append(text.isEmpty() ? "" : "; caused by ").append(cause.getClass().getName());
        if (cause instanceof SQLException sql) {
          text.append(" ").append(sql.getSQLState());
        }
        if (cause instanceof PSQLException psql
            && psql.getServerErrorMessage() != null
            && psql.getServerErrorMessage().getConstraint() != null) {
          text.append(" ").append(psql.getServerErrorMessage().getConstraint());
        }
        for (var frame : cause.getStackTrace()) {
          if (frame.getClassName().startsWith("crossforce.")) {
            text.append(" at ").append(frame.getClassName());
            text.append(".")
                .append(frame.getMethodName())
                .append(":")
                .append(frame.getLineNumber());
            break;
          }
        }
      }
    }
    return text.toString();
  }

  private static Set<Throwable> causes(Throwable thrown) {
    var found = Collections.newSetFromMap(new IdentityHashMap<Throwable, Boolean>());
    var ordered = new ArrayList<Throwable>();
    collect(thrown, found, ordered);
    return new LinkedHashSet<>(ordered);
  }

  private static void collect(Throwable thrown, Set<Throwable> found, List<Throwable> ordered) {
    if (found.add(thrown)) {
      ordered.add(thrown);
      if (thrown.getCause() != null) {
        collect(thrown.getCause(), found, ordered);
      }
      for (var suppressed : thrown.getSuppressed()) {
        collect(suppressed, found, ordered);
      }
      if (thrown instanceof SQLException sql && sql.getNextException() != null) {
        collect(sql.getNextException(), found, ordered);
      }
    }
  }
}
