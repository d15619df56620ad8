package crossforce.kit.http;

import org.jspecify.annotations.Nullable;

/** Entity tags over row versions (RFC 9110, section 8.8.3), for changes that may collide. */
public final class Versions {
  private Versions() {}

  public static String tag(long version) {
    return "\"" + version + "\"";
  }

  /**
   * The version that the client has seen; a missing {@code If-Match} is a 428 problem {@code
   * if-match-missing}.
   */
  public static long required(@Nullable String ifMatch) {
    throw new UnsupportedOperationException();
  }

  /** Refuses with 412 {@code version-stale} unless the client has seen the present version. */
  public static void check(long seen, long present) {
    throw new UnsupportedOperationException();
  }
}
