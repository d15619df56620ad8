package crossforce.kit.http;

import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Entity tags over row versions (RFC 9110, section 8.8.3), for changes that may collide. */
public final class Versions {
  private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

  private Versions() {}

  public static String tag(long version) {
    return "\"" + version + "\"";
  }

  /** A view with the tag of the version that it shows. */
  public static <T> RestResponse<T> answer(T view, long version) {
    return RestResponse.ResponseBuilder.ok(view).header("ETag", tag(version)).build();
  }

  /**
   * The version that the client has seen; a missing {@code If-Match} is a 428 problem {@code
   * if-match-missing}, and one that is no tag of ours a 412 problem {@code version-stale}.
   */
  public static long required(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw new FaultException(Fault.IF_MATCH_MISSING);
    }
    var tag = TAG.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw new FaultException(Fault.VERSION_STALE, "If-Match is not an ETag that we gave.");
    }
    return Long.parseLong(tag.group(1));
  }

  /**
   * Refuses with 412 {@code version-stale} a version of what does not exist (RFC 9110, section
   * 13.1.1).
   */
  public static void ofNothing(@Nullable String ifMatch) {
    if (ifMatch != null) {
      throw new FaultException(
          Fault.VERSION_STALE, "Nothing is here yet. To make it, send no If-Match.");
    }
  }

  /** Refuses with 412 {@code version-stale} unless the client has seen the present version. */
  public static void check(long seen, long present) {
    if (seen != present) {
      throw new FaultException(
          Fault.VERSION_STALE, "You have seen version %d; it is %d now.".formatted(seen, present));
    }
  }
}
