package crossforce.billing;

import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.KitRefusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Where a list that shows the newest first goes on. */
public record Cursor(Instant at, UUID id) {
  /** No cursor, or an empty one, is the beginning. */
  public static Optional<Cursor> parse(Optional<String> after) {
    return after.filter(text -> !text.isEmpty()).map(Cursor::parse);
  }

  private static Cursor parse(String text) {
    var parts = text.split("_", 2);
    if (parts.length != 2) {
      throw new RefusedException(KitRefusal.AFTER_INVALID);
    }
    try {
      return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new RefusedException(KitRefusal.AFTER_INVALID);
    }
  }

  @Override
  public String toString() {
    return at + "_" + id;
  }
}
