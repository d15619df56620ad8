package crossforce.kit.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The first to see a call and the last to see its answer, whatever path it is for. */
@Singleton
class Edge {
  private static final int BEFORE_ALL_ELSE = Integer.MAX_VALUE - 1;

  private final ProblemMapping mapping;
  private final long mostBytes;

  Edge(
      ProblemMapping mapping,
      @ConfigProperty(name = "crossforce.http.max-body") MemorySize mostBytes) {
    this.mapping = mapping;
    this.mostBytes = mostBytes.asLongValue();
  }

  void filters(@Observes Filters filters) {
    filters.register(this::enter, BEFORE_ALL_ELSE);
  }

  /** What fails outside any resource, such as a token that is no good, is a problem like others. */
  void failures(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).failureHandler(this::fail);
  }

  private void enter(RoutingContext call) {
    var headers = call.response().headers();
    headers.set(Exchange.HEADER, Exchange.begin(call.request().getHeader(Exchange.HEADER)));
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    if (!call.normalizedPath().startsWith("/q/")) {
      headers.set(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    }
    refusalOfBody(call)
        .ifPresentOrElse(
            problem -> {
              // We do not read what we will not take, so the connection cannot be used again.
              headers.set(HttpHeaders.CONNECTION, "close");
              Unrouted.end(call, problem);
            },
            call::next);
  }

  private Optional<Problem> refusalOfBody(RoutingContext call) {
    if (call.request().headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      return Optional.of(Problem.of(Fault.LENGTH_MISSING, Optional.empty()));
    }
    return declaredLength(call) > mostBytes
        ? Optional.of(
            Problem.of(Fault.BODY_TOO_LARGE, Optional.of("At most " + mostBytes + " bytes.")))
        : Optional.empty();
  }

  private static long declaredLength(RoutingContext call) {
    var declared = call.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return declared == null ? 0 : Long.parseLong(declared);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private void fail(RoutingContext call) {
    var failure = call.failure();
    var problem =
        failure == null
            ? mapping.ofStatus(call.statusCode(), Optional.empty())
            : mapping.of(failure);
    Unrouted.end(call, problem);
  }
}
