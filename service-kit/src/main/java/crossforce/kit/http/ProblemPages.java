package crossforce.kit.http;

import crossforce.kit.decision.RefusedException;
import crossforce.kit.time.ClockRefusal;
import io.quarkus.arc.All;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The pages that the types of problems open: what each means, and what to do about it. */
@Path("/problems")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@Tag(name = "Problems", description = "What each problem means")
public class ProblemPages {
  private final String service;
  private final SortedMap<String, ProblemKind> kinds = new TreeMap<>();

  ProblemPages(
      @ConfigProperty(name = "quarkus.application.name") String service,
      @All List<ProblemCatalogue> catalogues) {
    this.service = service;
    var refusals =
        Stream.of(
                Stream.of(KitRefusal.values()),
                Stream.of(ClockRefusal.values()),
                catalogues.stream().flatMap(catalogue -> catalogue.refusals().stream()))
            .flatMap(stream -> stream)
            .map(ProblemKind::of);
    Stream.concat(refusals, Stream.of(Fault.values())).forEach(this::add);
  }

  private void add(ProblemKind kind) {
    var before = kinds.putIfAbsent(kind.code(), kind);
    if (before != null && !before.explanation().equals(kind.explanation())) {
      throw new IllegalStateException("two problems are called " + kind.code());
    }
  }

  @GET
  @NonBlocking
  @Operation(summary = "All problems that this service tells")
  public String all() {
    var rows =
        kinds.values().stream()
            .map(kind ->
                "<dt><a href=\"/problems/%1$s\">%1$s</a> (%2$d)</dt><dd>%3$s</dd>"
                    .formatted(kind.code(), kind.status(), escaped(kind.explanation())))
            .collect(Collectors.joining("\n"));
    return page("Problems", "<dl>\n" + rows + "\n</dl>");
  }

  @GET
  @Path("{code}")
  @NonBlocking
  @Operation(summary = "What a problem means, and what to do about it")
  public String one(String code) {
    var kind = kinds.get(code);
    if (kind == null) {
      throw new RefusedException(KitRefusal.NOT_FOUND, "No problem has this code.");
    }
    return page(
        kind.title(),
        """
        <p>%s</p>
        <p>Code <code>%s</code>, HTTP status %d.</p>
        <p><a href="/problems">All problems</a></p>\
        """
            .formatted(escaped(kind.explanation()), kind.code(), kind.status()));
  }

  private String page(String title, String body) {
    return """
    <!doctype html>
    <html lang="en">
    <head><meta charset="utf-8"><title>%1$s · %2$s</title>
    <style>body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}</style>
    </head>
    <body><main><h1>%1$s</h1>
    %3$s
    </main></body>
    </html>
    """
        .formatted(escaped(title), escaped(service), body);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
