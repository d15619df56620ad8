package crossforce.kit.deadlines;

import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Deadlines in domain time, kept as rows of the service's database and so part of the desk's
 * transaction.
 */
@ApplicationScoped
public class Deadlines {
  private final Rows rows;

  Deadlines(Rows rows) {
    this.rows = rows;
  }

  /**
   * Sets or moves the one deadline of this kind for this subject. Rows keep microseconds: what is
   * finer is due at the next, never before its time, when nothing would be due yet.
   */
  public void set(String kind, String subject, Instant dueAt) {
    rows.update(
        """
        insert into deadlines (kind, subject, due_at) values (?, ?, ?)
        on conflict (kind, subject) do update
        set due_at = excluded.due_at, attempts = 0, next_try = null, last_error = null
        """,
        kind,
        subject,
        keepable(dueAt));
  }

  private static Instant keepable(Instant dueAt) {
    var cut = dueAt.truncatedTo(ChronoUnit.MICROS);
    return cut.equals(dueAt) ? cut : cut.plus(1, ChronoUnit.MICROS);
  }

  public void cancel(String kind, String subject) {
    rows.update("delete from deadlines where kind = ? and subject = ?", kind, subject);
  }

  /** When this deadline is due, if it is set. */
  public Optional<Instant> find(String kind, String subject) {
    return rows.first(
        "select due_at from deadlines where kind = ? and subject = ?",
        row -> Rows.instant(row, "due_at"),
        kind,
        subject);
  }
}
