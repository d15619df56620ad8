package crossforce.kit.http;

import crossforce.kit.decision.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next what to pass as {@code after} for the next part; absent at the end
 */
public record Page<T>(List<T> items, Optional<String> next) {
  public static final int USUAL = 50;
  public static final int MOST = 200;

  public Page {
    items = List.copyOf(items);
  }

  /**
   * How many items to show, as the client asked.
   *
   * @throws RefusedException {@code limit-out-of-range} for more than {@link #MOST} or less than 1
   */
  public static int limit(@Nullable Integer asked) {
    if (asked == null) {
      return USUAL;
    }
    if (asked < 1 || asked > MOST) {
      throw new RefusedException(
          KitRefusal.LIMIT_OUT_OF_RANGE, "%d is not between 1 and %d.".formatted(asked, MOST));
    }
    return asked;
  }

  /**
   * Where the list goes on, for lists whose cursor is an id.
   *
   * @throws RefusedException {@code after-invalid} unless it is one
   */
  public static Optional<UUID> after(@Nullable String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(cursor));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(KitRefusal.AFTER_INVALID);
    }
  }

  /** From up to {@code limit + 1} rows: the extra row only tells that there are more. */
  public static <R, T> Page<T> of(
      List<R> rows, int limit, Function<R, T> view, Function<R, String> cursor) {
    var shown = rows.size() > limit ? rows.subList(0, limit) : rows;
    var next =
        rows.size() > limit ? Optional.of(cursor.apply(shown.getLast())) : Optional.<String>empty();
    return new Page<>(shown.stream().map(view).toList(), next);
  }
}
