package crossforce.kit.deadlines;

import crossforce.contract.wire.Envelope.Auth;
import crossforce.kit.actor.Actors;
import crossforce.kit.decision.Refusal;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Handlers of the deadlines' tests: they write down what rang, and fail when told to. */
public final class Timers {
  private Timers() {}

  /** A refusal of the tests. */
  public enum Silence implements Refusal {
    NOBODY_HOME;

    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String explanation() {
      return "A refusal of the tests.";
    }
  }

  /** What goes wrong, by subject. */
  @Singleton // Without a proxy: the tests look at its fields.
  @Alternative
  public static class Ringing {
    final Set<String> broken = ConcurrentHashMap.newKeySet();
    final Set<String> refusing = ConcurrentHashMap.newKeySet();
    final Map<String, AtomicInteger> cutOff = new ConcurrentHashMap<>();
    @Inject Rows rows;
    @Inject Actors actors;

    void ring(String kind, String subject, Instant dueAt) {
      if (actors.current().auth().type() != Auth.Type.SYSTEM) {
        throw new IllegalStateException("a deadline is the service's own act");
      }
      rows.update("update bells set rung = rung + 1 where subject = ?", subject);
      rows.update(
          "insert into rung (kind, subject, due_at) values (?, ?, ?)", kind, subject, dueAt);
      if (broken.contains(subject)) {
        throw new IllegalStateException("the bell is broken");
      }
      var cuts = cutOff.get(subject);
      if (cuts != null && cuts.getAndDecrement() > 0) {
        rows.first("select pg_terminate_backend(pg_backend_pid())", row -> row.getBoolean(1));
      }
      if (refusing.contains(subject)) {
        throw new RefusedException(Silence.NOBODY_HOME);
      }
    }
  }

  /** Rings once. */
  @ApplicationScoped
  @Alternative
  public static class Rings implements DeadlineHandler {
    @Inject Ringing ringing;

    @Override
    public String kind() {
      return "ring";
    }

    @Override
    public void due(String subject, Instant dueAt) {
      ringing.ring(kind(), subject, dueAt);
    }
  }

  /** Rings, and sets itself for an hour later. */
  @ApplicationScoped
  @Alternative
  public static class RingsAgain implements DeadlineHandler {
    @Inject Ringing ringing;
    @Inject Deadlines deadlines;

    @Override
    public String kind() {
      return "ring-again";
    }

    @Override
    public void due(String subject, Instant dueAt) {
      ringing.ring(kind(), subject, dueAt);
      deadlines.set(kind(), subject, dueAt.plusSeconds(3600));
    }
  }
}
