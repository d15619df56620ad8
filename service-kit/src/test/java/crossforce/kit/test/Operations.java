package crossforce.kit.test;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.config.LogConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Every operation of the running service's OpenAPI document, such as {@code PUT /requests/{id}},
 * and what a test has there: ids of the caller's force and of another's, bodies, versions.
 */
public final class Operations {
  /** Where names begin with a letter, none begins like this. */
  private static final String NO_CODE = "0f3a1de4";

  private static final Pattern PLACES = Pattern.compile("\\{[^}]*}");
  private static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete");

  private final String force;
  private final Map<String, Ids> ids = new TreeMap<>();
  private final Map<String, Supplier<String>> bodies = new TreeMap<>();
  private final Map<String, Supplier<String>> versions = new TreeMap<>();
  private final List<String> leftOut = new ArrayList<>();

  private record Ids(String own, String other) {}

  private Operations(String force) {
    this.force = force;
    // Bodies are large and thousands of calls are made: log nothing of them.
    RestAssured.config =
        RestAssured.config().logConfig(LogConfig.logConfig().enablePrettyPrinting(false));
  }

  /** For callers of this force. */
  public static Operations of(String force) {
    return new Operations(force);
  }

  /**
   * Which paths stand for a template.
   *
   * @param template the beginning of paths, {@code /requests/{id}}, or of one operation, {@code GET
   *     /charges}
   * @param own the same with what is the caller's force's affair
   * @param other the same with what is another force's affair only
   */
  public Operations paths(String template, String own, String other) {
    ids.put(template, new Ids(own, other));
    return this;
  }

  /** What to send with an operation, {@code PUT /requests/{id}}; otherwise an empty object. */
  public Operations body(String operation, Supplier<String> body) {
    bodies.put(operation, body);
    return this;
  }

  /** What to send as {@code If-Match} with an operation; otherwise nothing. */
  public Operations ifMatch(String operation, Supplier<String> tag) {
    versions.put(operation, tag);
    return this;
  }

  /** Leaves out paths that only tests have. */
  public Operations leavingOut(String... paths) {
    leftOut.addAll(List.of(paths));
    return this;
  }

  String force() {
    return force;
  }

  /** What the document says of each operation. */
  Map<String, Map<String, Object>> documented() {
    Map<String, Map<String, Map<String, Object>>> paths =
        given().get("/q/openapi?format=json").jsonPath().getMap("paths");
    var operations = new LinkedHashMap<String, Map<String, Object>>();
    var ours = new TreeMap<>(paths);
    ours.keySet().removeIf(path -> leftOut.stream().anyMatch(path::startsWith));
    ours.forEach((path, item) ->
        METHODS.stream()
            .filter(item::containsKey)
            .forEach(
                method -> operations.put(method.toUpperCase() + " " + path, item.get(method))));
    return operations;
  }

  /** The paths to call, by whose they are. */
  Map<String, String> variants(String operation) {
    var path = operation.substring(operation.indexOf(' ') + 1);
    var template =
        ids.keySet().stream()
            .filter(known -> operation.equals(known) || (path + "/").startsWith(known + "/"))
            .max((a, b) -> Integer.compare(a.length(), b.length()));
    var variants = new LinkedHashMap<String, String>();
    template.ifPresent(known -> {
      var rest = operation.equals(known) ? "" : path.substring(known.length());
      variants.put("own", ids.get(known).own + rest);
      variants.put("other", ids.get(known).other + rest);
    });
    if (path.contains("{")) {
      variants.put("unknown", path);
    } else if (variants.isEmpty()) {
      variants.put("-", path);
    }
    return variants;
  }

  /** What the test sends with it, where it has something to send. */
  Optional<String> body(String operation) {
    return Optional.ofNullable(bodies.get(operation)).map(Supplier::get);
  }

  /** Calls with the version and the body that the test has for it. */
  Response call(String operation, String path, RequestSpecification caller) {
    var request = versioned(operation, caller);
    if (!operation.startsWith("GET") && !operation.startsWith("DELETE")) {
      request = request.contentType(ContentType.JSON).body(body(operation).orElse("{}"));
    }
    return send(operation, path, request);
  }

  boolean isVersioned(String operation) {
    return versions.containsKey(operation);
  }

  /** With the version that the test has for it, where it has one. */
  RequestSpecification versioned(String operation, RequestSpecification caller) {
    var tag = versions.get(operation);
    return tag == null ? caller : caller.header("If-Match", tag.get());
  }

  /** Calls with exactly what the request holds. */
  Response send(String operation, String path, RequestSpecification request) {
    var method = operation.substring(0, operation.indexOf(' '));
    return request.urlEncodingEnabled(false).request(method, filled(path));
  }

  /** With ids of nobody's, others at each call: a call before may have made a thing of its id. */
  private static String filled(String template) {
    return PLACES
        .matcher(template)
        .replaceAll(_ -> NO_CODE + UUID.randomUUID().toString().substring(8));
  }
}
