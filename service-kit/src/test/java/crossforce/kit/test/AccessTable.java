package crossforce.kit.test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.kit.actor.Roles;
import io.restassured.RestAssured;
import io.restassured.config.LogConfig;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The table of roles and endpoints, made by calling every operation of the running service's
 * OpenAPI document with a token of every role, on an id of the caller's force, one of another's,
 * and one of nobody's. The table found is compared with a golden one; no run writes that, so an
 * operation that is new, or newly open to somebody, fails until a person has looked.
 */
public final class AccessTable {
  /** Where names begin with a letter, none begins like this. */
  private static final String NO_CODE = "0f3a1de4";

  private static final Pattern PLACES = Pattern.compile("\\{[^}]*}");
  private static final List<String> WITHOUT_FORCE =
      List.of(Roles.CAPABILITY_LEAD, Roles.COORDINATOR, Roles.AUDITOR, Roles.OPERATOR);
  private static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete");

  private final String force;
  private final Map<String, Ids> ids = new TreeMap<>();
  private final Map<String, Supplier<String>> bodies = new TreeMap<>();
  private final Map<String, Supplier<String>> versions = new TreeMap<>();
  private final List<String> leftOut = new ArrayList<>();

  private record Ids(String own, String other) {}

  private AccessTable(String force) {
    this.force = force;
  }

  /** For callers of this force. */
  public static AccessTable of(String force) {
    return new AccessTable(force);
  }

  /**
   * Which paths stand for a template.
   *
   * @param template the beginning of paths, {@code /requests/{id}}, or of one operation, {@code GET
   *     /charges}
   * @param own the same with what is the caller's force's affair
   * @param other the same with what is another force's affair only
   */
  public AccessTable paths(String template, String own, String other) {
    ids.put(template, new Ids(own, other));
    return this;
  }

  /** What to send with an operation, {@code PUT /requests/{id}}; otherwise an empty object. */
  public AccessTable body(String operation, Supplier<String> body) {
    bodies.put(operation, body);
    return this;
  }

  /** What to send as {@code If-Match} with an operation; otherwise nothing. */
  public AccessTable ifMatch(String operation, Supplier<String> tag) {
    versions.put(operation, tag);
    return this;
  }

  /** Leaves out paths that only tests have. */
  public AccessTable leavingOut(String... paths) {
    leftOut.addAll(List.of(paths));
    return this;
  }

  /**
   * Calls everything and compares with {@code src/test/resources/<service>.access.golden.txt}; what
   * was found lies in {@code target/<service>.access.txt}.
   */
  public void check(String service) {
    var found = table();
    try {
      Files.writeString(Path.of("target", service + ".access.txt"), found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(found)
        .as("who may call what; look at target/%s.access.txt", service)
        .isEqualTo(golden(service));
  }

  private String table() {
    // Bodies are large and thousands of calls are made: log nothing of them.
    RestAssured.config =
        RestAssured.config().logConfig(LogConfig.logConfig().enablePrettyPrinting(false));
    var callers = callers();
    var rows = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of("operation", "of"));
    head.addAll(callers.keySet());
    rows.add(head);
    for (var operation : operations()) {
      for (var variant : variants(operation).entrySet()) {
        var row = new ArrayList<>(List.of(operation, variant.getKey()));
        for (var token : callers.values()) {
          row.add(String.valueOf(call(operation, variant.getValue(), token)));
        }
        rows.add(row);
      }
    }
    return aligned(rows);
  }

  private Map<String, @Nullable String> callers() {
    var callers = new LinkedHashMap<String, @Nullable String>();
    callers.put("nobody", null);
    for (var role :
        List.of(
            Roles.REQUESTER,
            Roles.AUTHORISER,
            Roles.DUTY_OFFICER,
            Roles.ASSET_MANAGER,
            Roles.FINANCE_OFFICER,
            Roles.OVERSIGHT)) {
      callers.put(role, Tokens.person(role, force));
    }
    callers.put(Roles.FORCE_SYSTEM, Tokens.machine(force));
    WITHOUT_FORCE.forEach(role -> callers.put(role, Tokens.person(role)));
    return callers;
  }

  private List<String> operations() {
    Map<String, Map<String, Object>> paths =
        given().get("/q/openapi?format=json").jsonPath().getMap("paths");
    var operations = new ArrayList<String>();
    var ours = new TreeMap<>(paths);
    ours.keySet().removeIf(path -> leftOut.stream().anyMatch(path::startsWith));
    ours.forEach((path, item) ->
        METHODS.stream()
            .filter(item::containsKey)
            .forEach(method -> operations.add(method.toUpperCase() + " " + path)));
    return operations;
  }

  private Map<String, String> variants(String operation) {
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

  /** With ids of nobody's, others at each call: a call before may have made a thing of its id. */
  private static String filled(String template) {
    return PLACES
        .matcher(template)
        .replaceAll(_ -> NO_CODE + UUID.randomUUID().toString().substring(8));
  }

  private int call(String operation, String path, @Nullable String token) {
    var method = operation.substring(0, operation.indexOf(' '));
    var request = given();
    if (token != null) {
      request = request.auth().oauth2(token);
    }
    var tag = versions.get(operation);
    if (tag != null) {
      request = request.header("If-Match", tag.get());
    }
    if (!method.equals("GET") && !method.equals("DELETE")) {
      var body = bodies.getOrDefault(operation, () -> "{}");
      request = request.contentType(ContentType.JSON).body(body.get());
    }
    return request.urlEncodingEnabled(false).request(method, filled(path)).statusCode();
  }

  private static String aligned(List<List<String>> rows) {
    var widths = new int[rows.getFirst().size()];
    for (var row : rows) {
      for (var column = 0; column < row.size(); column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder();
      for (var column = 0; column < row.size(); column++) {
        line.append(("%-" + (widths[column] + 1) + "s").formatted(row.get(column)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String golden(String service) {
    var name = service + ".access.golden.txt";
    try (var stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
      return stream == null
          ? "there is no " + name
          : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
