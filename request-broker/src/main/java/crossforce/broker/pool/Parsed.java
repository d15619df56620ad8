package crossforce.broker.pool;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/** Remembers what texts say: a ranking reads every asset of a capability, and few ever change. */
final class Parsed<T> {
  private static final int MOST_REMEMBERED = 10_000;

  private final Function<String, T> parse;
  private final Cache<String, T> parsed =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  Parsed(Function<String, T> parse) {
    this.parse = parse;
  }

  T of(String text) {
    return parsed.get(text, parse);
  }
}
