package crossforce.kit.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The id of one HTTP call: the caller's {@code X-Request-Id} where it is fit for a log line, else
 * our own; in every log line, in the answer, and in its problem.
 */
final class Exchange {
  static final String HEADER = "X-Request-Id";
  private static final String KEY = "exchange";
  private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._-]{8,64}");

  private Exchange() {}

  static String begin(@Nullable String given) {
    var id = given != null && FIT.matcher(given).matches() ? given : UUID.randomUUID().toString();
    MDC.put(KEY, id);
    return id;
  }

  static Optional<String> id() {
    return Optional.ofNullable(MDC.get(KEY)).map(Object::toString);
  }
}
