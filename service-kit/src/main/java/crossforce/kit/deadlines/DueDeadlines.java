package crossforce.kit.deadlines;

import crossforce.kit.events.Rows;
import crossforce.kit.time.MachineTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The runner's side of the table of deadlines. */
@ApplicationScoped
class DueDeadlines {
  private final Rows rows;
  private final MachineTime machine;

  DueDeadlines(Rows rows, MachineTime machine) {
    this.rows = rows;
    this.machine = machine;
  }

  /** A deadline that has passed. */
  record Due(String kind, String subject, Instant dueAt, int attempts) {}

  /**
   * Takes the earliest that is due and that nobody else has: it is gone when this transaction
   * commits, and back when it does not.
   */
  Optional<Due> take(Instant now) {
    // A desk holds its aggregate and wants this row; we hold the row and want the aggregate. Giving
    // up sooner than PostgreSQL looks for deadlocks, we are always the one who tries again.
    rows.first("select set_config('lock_timeout', '500ms', true)", row -> row.getString(1));
    var due =
        rows.first(
            """
            select kind, subject, due_at, attempts from deadlines
            where due_at <= ? and (next_try is null or next_try <= ?)
            order by due_at, kind, subject limit 1 for update skip locked
            """,
            DueDeadlines::due,
            now,
            machine.now());
    // Before the handler runs, since that may set it anew.
    due.ifPresent(d ->
        rows.update("delete from deadlines where kind = ? and subject = ?", d.kind(), d.subject()));
    return due;
  }

  /** Notes a failure, unless the deadline was moved meanwhile. */
  void failed(Due due, String error, long waitMillis) {
    rows.update(
        """
        update deadlines set attempts = attempts + 1, last_error = ?, next_try = ?
        where kind = ? and subject = ? and due_at = ?
        """,
        error,
        machine.now().plusMillis(waitMillis),
        due.kind(),
        due.subject(),
        due.dueAt());
  }

  /** The earliest, not counting those that have failed too often to wait for. */
  Optional<Instant> next(int mostAttempts) {
    return rows.first(
        "select due_at from deadlines where attempts < ? order by due_at limit 1",
        row -> Rows.instant(row, "due_at"),
        mostAttempts);
  }

  long countFailing(int leastAttempts) {
    return rows.first(
            "select count(*) from deadlines where attempts >= ?",
            row -> row.getLong(1),
            leastAttempts)
        .orElseThrow();
  }

  private static Due due(ResultSet row) throws SQLException {
    return new Due(
        row.getString("kind"),
        row.getString("subject"),
        Rows.instant(row, "due_at"),
        row.getInt("attempts"));
  }
}
