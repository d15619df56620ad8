package crossforce.kit.outbox;

import java.sql.SQLException;

/** Trouble with the database while events were sealed; never the events' fault. */
final class SealingException extends RuntimeException {
  SealingException(SQLException cause) {
    super("events could not be sealed", cause);
  }
}
