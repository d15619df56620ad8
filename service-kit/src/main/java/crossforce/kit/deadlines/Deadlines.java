package crossforce.kit.deadlines;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * Deadlines in domain time, kept as rows of the service's database and so part of the desk's
 * transaction.
 */
@ApplicationScoped
public class Deadlines {
  /** Sets or moves the one deadline of this kind for this subject. */
  public void set(String kind, String subject, Instant dueAt) {
    throw new UnsupportedOperationException();
  }

  public void cancel(String kind, String subject) {
    throw new UnsupportedOperationException();
  }
}
