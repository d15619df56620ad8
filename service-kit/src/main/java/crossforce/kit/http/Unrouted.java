package crossforce.kit.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Ends calls with a problem before any resource has seen them. */
public final class Unrouted {
  private Unrouted() {}

  public static void end(RoutingContext call, Problem problem) {
    var response = call.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    if (problem.status() == 503) {
      response.putHeader("Retry-After", Problem.RETRY_AFTER_SECONDS);
    }
    if (problem.status() == 401) {
      response.putHeader("WWW-Authenticate", challenge(problem));
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(problem.json());
  }

  /** As RFC 6750, section 3: no error code when no token was sent. */
  private static String challenge(Problem problem) {
    return problem.type().equals("/problems/" + Fault.TOKEN_MISSING.code())
        ? "Bearer"
        : "Bearer error=\"invalid_token\"";
  }
}
