package crossforce.kit.test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crossforce.kit.actor.Roles;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Calls every operation of the running service's OpenAPI document in each way that is wrong for it:
 * with tokens that hold no longer or never did, with bodies that are none, with every part of a
 * good body spoilt, without or with a stale version, with queries that mean nothing. Each answer
 * must be a problem that has a page, and nothing may be written.
 */
public final class WrongCalls {
  /** What the kit brings to every service and tries in its own tests. */
  public static final String[] OF_THE_KIT = {
    "/clock", "/epochs", "/outbox", "/parked-keys", "/quarantine"
  };

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String LONG = "x".repeat(100_000);
  private static final Set<Integer> INPUT = Set.of(400, 422);

  /** What is found only when it is kept may be found too late to matter. */
  private static final Set<Integer> TURNED_AWAY = Set.of(400, 404, 409, 412, 422);

  /** Of all roles, so that nothing is turned away before it is read. */
  private static final List<String> EVERYTHING =
      List.of(
          Roles.REQUESTER,
          Roles.AUTHORISER,
          Roles.DUTY_OFFICER,
          Roles.ASSET_MANAGER,
          Roles.FINANCE_OFFICER,
          Roles.CAPABILITY_LEAD,
          Roles.COORDINATOR,
          Roles.AUDITOR,
          Roles.OVERSIGHT,
          Roles.OPERATOR);

  private final Operations operations;
  private final List<Dead> dead =
      List.of(
          new Dead("an expired token", "token-expired", Tokens.expired()),
          new Dead("another realm's token", "token-invalid", Tokens.otherRealm()),
          new Dead("a forged token", "token-invalid", Tokens.forged()));
  private final List<String> faults = new ArrayList<>();
  private final Set<String> problems = new TreeSet<>();

  /** A value that is wrong anywhere, and how that may be answered. */
  private record Bad(JsonNode value, Set<Integer> statuses) {}

  private record Wrong(String what, Set<Integer> statuses, String code, Supplier<Response> call) {}

  /** Opens nothing. */
  private record Dead(String what, String code, String token) {}

  private WrongCalls(Operations operations) {
    this.operations = operations;
  }

  /** Calls all of these. */
  public static void check(Operations operations) {
    var calls = new WrongCalls(operations);
    operations.documented().forEach(calls::tryAll);
    assertThat(calls.faults).isEmpty();
    assertThat(calls.problems).contains("token-missing", "token-expired", "token-invalid");
  }

  private void tryAll(String operation, Map<String, Object> documented) {
    var wrongs = new ArrayList<Wrong>();
    if (documented.containsKey("security")) {
      wrongs.addAll(badTokens(operation));
    }
    wrongs.addAll(badPaths(operation));
    wrongs.addAll(badQueries(operation, documented));
    if (documented.containsKey("requestBody")) {
      wrongs.addAll(noBodies(operation));
      wrongs.addAll(spoiltBodies(operation));
    }
    if (parameters(documented, "header").contains("If-Match")) {
      wrongs.addAll(badVersions(operation));
    }
    var before = rows();
    wrongs.forEach(wrong -> expect(operation, wrong));
    if (!rows().equals(before)) {
      faults.add("%s wrote something: %s, now %s".formatted(operation, before, rows()));
    }
  }

  private void expect(String operation, Wrong wrong) {
    var answer = wrong.call().get();
    var type =
        answer.getContentType().startsWith("application/problem+json")
            ? answer.jsonPath().getString("type")
            : "no problem";
    var code = type.replace("/problems/", "");
    var fits =
        wrong.statuses().contains(answer.statusCode())
            && (wrong.code().isEmpty() || wrong.code().equals(code))
            && (problems.contains(code) || given().get(type).statusCode() == 200);
    if (!fits) {
      faults.add("%s, %s: %d %s".formatted(operation, wrong.what(), answer.statusCode(), code));
    }
    problems.add(code);
  }

  private List<Wrong> badTokens(String operation) {
    var wrongs = new ArrayList<Wrong>();
    wrongs.add(withToken(operation, "no token", "token-missing", RestAssured::given));
    for (var dead : dead) {
      wrongs.add(
          withToken(
              operation, dead.what(), dead.code(), () -> given().auth().oauth2(dead.token())));
    }
    return wrongs;
  }

  private Wrong withToken(
      String operation, String what, String code, Supplier<RequestSpecification> caller) {
    return new Wrong(
        what, Set.of(401), code, () -> operations.call(operation, path(operation), caller.get()));
  }

  private List<Wrong> noBodies(String operation) {
    return List.of(
        new Wrong(
            "a text",
            Set.of(415),
            "unsupported-media-type",
            () -> send(operation, caller().contentType(ContentType.TEXT).body("{}"))),
        withBody(operation, "half a body", Set.of(400), "malformed-json", "{\"a\":"),
        withBody(
            operation,
            "a huge body",
            Set.of(413),
            "body-too-large",
            "[%s%s%s]".formatted(LONG, LONG, LONG)),
        withBody(operation, "a deep body", INPUT, "", "[".repeat(5000) + "]".repeat(5000)),
        withBody(operation, "a deep field", INPUT, "", "{\"a\":".repeat(5000) + "}".repeat(5000)),
        withBody(operation, "nothing", INPUT, "", ""),
        withBody(operation, "null", INPUT, "", "null"),
        withBody(operation, "a list", INPUT, "", "[]"),
        withBody(operation, "a number", INPUT, "", "7"),
        withBody(operation, "bytes", INPUT, "", "\0\1\2"));
  }

  /** The good body that the test has, wrong in one place each time. */
  private List<Wrong> spoiltBodies(String operation) {
    var wrongs = new ArrayList<Wrong>();
    if (operations.body(operation).isEmpty()) {
      return wrongs;
    }
    var good = parsed(operations.body(operation).get());
    var more = (ObjectNode) good.deepCopy();
    more.put("surprise", true);
    wrongs.add(
        withBody(operation, "a field too many", Set.of(400), "unknown-field", more.toString()));
    for (var place : leaves(good, JsonPointer.empty())) {
      for (var bad : bad(good.at(place))) {
        var what = "%s as %.30s".formatted(place, written(bad.value()));
        wrongs.add(withBody(operation, what, bad.statuses(), "", with(good, place, bad.value())));
      }
    }
    return wrongs;
  }

  private static List<Bad> bad(JsonNode good) {
    var bad = new ArrayList<Bad>();
    bad.add(new Bad(NODES.objectNode().put("a", 1), INPUT));
    bad.add(new Bad(NODES.textNode(LONG), INPUT));
    bad.add(new Bad(NODES.textNode("a\0b"), INPUT));
    bad.add(new Bad(NODES.textNode("\ud800"), INPUT));
    if (good.isNumber()) {
      bad.add(new Bad(NODES.numberNode(-1_000_000_000_000_000L), INPUT));
      bad.add(new Bad(NODES.numberNode(1_000_000_000_000_000L), TURNED_AWAY));
    }
    if (good.isTextual() && good.textValue().matches("\\d{4}-\\d\\d-\\d\\dT.*Z")) {
      bad.add(new Bad(NODES.textNode("2026-02-30T00:00:00Z"), INPUT));
      bad.add(new Bad(NODES.textNode("+999999999-12-31T23:59:59Z"), TURNED_AWAY));
    }
    return bad;
  }

  private static List<JsonPointer> leaves(JsonNode node, JsonPointer place) {
    if (node.isValueNode()) {
      return List.of(place);
    }
    var leaves = new ArrayList<JsonPointer>();
    node.fieldNames()
        .forEachRemaining(
            name -> leaves.addAll(leaves(node.get(name), place.appendProperty(name))));
    if (node.isArray()) {
      for (var i = 0; i < node.size(); i++) {
        leaves.addAll(leaves(node.get(i), place.appendIndex(i)));
      }
    }
    return leaves;
  }

  private static String with(JsonNode good, JsonPointer place, JsonNode value) {
    var body = good.deepCopy();
    switch (body.at(place.head())) {
      case ArrayNode list -> list.set(place.last().getMatchingIndex(), value);
      case ObjectNode object -> object.set(place.last().getMatchingProperty(), value);
      default -> throw new IllegalStateException(place + " has no parent");
    }
    return written(body);
  }

  /** What creates as well needs a version only where something is. */
  private List<Wrong> badVersions(String operation) {
    var wrongs = new ArrayList<Wrong>();
    if (operations.isVersioned(operation)) {
      wrongs.add(withVersion(operation, "no version", Set.of(428), "if-match-missing", caller()));
    }
    for (var tag : List.of("\"99999\"", "W/\"0\"", "*")) {
      var caller = caller().header("If-Match", tag);
      wrongs.add(withVersion(operation, tag, Set.of(412), "version-stale", caller));
    }
    return wrongs;
  }

  private Wrong withVersion(
      String operation,
      String what,
      Set<Integer> statuses,
      String code,
      RequestSpecification caller) {
    var body = operations.body(operation).orElse("{}");
    return new Wrong(
        what,
        statuses,
        code,
        () -> send(operation, caller.contentType(ContentType.JSON).body(body)));
  }

  private List<Wrong> badPaths(String operation) {
    if (!operation.contains("{")) {
      return List.of();
    }
    var path = operation.substring(operation.indexOf(' ') + 1);
    return Stream.of("a%00b", "x".repeat(300), "%F0%9F", "..%2F..")
        .map(name -> {
          var named = path.replaceAll("\\{[^}]*}", name);
          return new Wrong(
              named, TURNED_AWAY, "", () -> operations.call(operation, named, caller()));
        })
        .toList();
  }

  private List<Wrong> badQueries(String operation, Map<String, Object> documented) {
    var wrongs = new ArrayList<Wrong>();
    for (var name : parameters(documented, "query")) {
      if (name.equals("limit")) {
        for (var limit : List.of("0", "-1", "1000000")) {
          wrongs.add(withQuery(operation, "limit=" + limit, ""));
        }
        wrongs.add(withQuery(operation, "limit=many", "invalid-input"));
      } else {
        wrongs.add(withQuery(operation, name + "=a%00b", ""));
      }
    }
    return wrongs;
  }

  private Wrong withQuery(String operation, String query, String code) {
    var path = path(operation);
    var whole = path + (path.contains("?") ? "&" : "?") + query;
    return new Wrong(query, INPUT, code, () -> operations.send(operation, whole, caller()));
  }

  private Wrong withBody(
      String operation, String what, Set<Integer> statuses, String code, String body) {
    return new Wrong(
        what,
        statuses,
        code,
        () -> {
          var request = caller().contentType(ContentType.JSON).body(body);
          return send(operation, operations.versioned(operation, request));
        });
  }

  private Response send(String operation, RequestSpecification request) {
    return operations.send(operation, path(operation), request);
  }

  private String path(String operation) {
    return operations.variants(operation).values().iterator().next();
  }

  private RequestSpecification caller() {
    return given().auth().oauth2(Tokens.person(EVERYTHING, operations.force()));
  }

  @SuppressWarnings("unchecked")
  private static List<String> parameters(Map<String, Object> documented, String in) {
    var parameters = (List<Map<String, Object>>) documented.getOrDefault("parameters", List.of());
    return parameters.stream()
        .filter(parameter -> in.equals(parameter.get("in")))
        .map(parameter -> (String) parameter.get("name"))
        .toList();
  }

  private static String written(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many rows each table holds. */
  private static List<List<Object>> rows() {
    var database = TestDatabase.current();
    var tables =
        database.rows(
            "select relname from pg_class where relkind in ('r', 'p') and not relispartition"
                + " and relnamespace = 'public'::regnamespace order by relname");
    return tables.stream()
        .map(table -> List.<Object>of(table.getFirst(), database.count((String) table.getFirst())))
        .toList();
  }
}
