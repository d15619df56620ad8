package crossforce.kit.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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

  /** From up to {@code limit + 1} rows: the extra row only tells that there are more. */
  public static <R, T> Page<T> of(
      List<R> rows, int limit, Function<R, T> view, Function<R, String> cursor) {
    var shown = rows.size() > limit ? rows.subList(0, limit) : rows;
    var next =
        rows.size() > limit ? Optional.of(cursor.apply(shown.getLast())) : Optional.<String>empty();
    return new Page<>(shown.stream().map(view).toList(), next);
  }
}
