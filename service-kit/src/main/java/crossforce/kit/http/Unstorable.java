package crossforce.kit.http;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.format.DateTimeParseException;
import java.time.temporal.UnsupportedTemporalTypeException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a caller sent and nobody can keep from what is wrong with us: text with a NUL, times
 * and numbers beyond what PostgreSQL or Java can hold.
 */
final class Unstorable {
  /** Too long, out of range, no such text; not the rest of class 22, such as a division by zero. */
  private static final Set<String> STATES =
      Set.of("22001", "22003", "22007", "22008", "22021", "22023", "22P02", "22P05");

  private static final int FRAMES_FROM_THE_TIME = 3;

  private Unstorable() {}

  static boolean is(Throwable thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      var found =
          switch (cause) {
            case SQLException sql ->
                sql.getSQLState() != null && STATES.contains(sql.getSQLState());
            case UnsupportedTemporalTypeException _, DateTimeParseException _ -> false;
            case DateTimeException time -> isOfTime(time);
            case ArithmeticException overflow -> isOfTime(overflow);
            case Throwable _ -> false;
          };
      if (found) {
        return true;
      }
    }
    return false;
  }

  /** An overflow of anything but a time is our own. */
  private static boolean isOfTime(RuntimeException thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .limit(FRAMES_FROM_THE_TIME)
        .map(StackTraceElement::getClassName)
        .anyMatch(name -> name.startsWith("java.time.") || name.equals("java.sql.Timestamp"));
  }
}
