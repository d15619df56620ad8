package crossforce.registry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.AssetId;
import crossforce.contract.ForceId;
import crossforce.contract.wire.NameUuid;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.Tokens;
import crossforce.kit.test.WrongCalls;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What each operation refuses by rules of its own; {@link WrongCalls} tries what all refuse. */
@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class BadInputTest {
  private static final ForceId OWNER = new ForceId("dorset");
  private static final List<String> TABLES =
      List.of(
          "forces",
          "home_covers",
          "capabilities",
          "assets",
          "bookings",
          "availabilities",
          "creations",
          "outbox",
          "deadlines");

  @Inject Fleet fleet;
  @Inject Clock clock;

  private AssetId asset;
  private AssetId another;
  private Instant now;
  private UUID used;
  private UUID anothers;

  private record Case(int status, String code, Supplier<Response> call) {}

  @BeforeEach
  void anAssetOfOursAndOneOfAnothers() {
    fleet.register();
    asset = fleet.publish(Fleet.DRONES, OWNER);
    another = fleet.publish(Fleet.DRONES, new ForceId("essex"));
    now = clock.instant();
    used = UUID.randomUUID();
    manager()
        .body(absence(24, 48, "repair"))
        .put("/assets/%s/unavailabilities/%s".formatted(asset, used))
        .then()
        .statusCode(200);
    anothers = UUID.randomUUID();
    var absence = "/assets/%s/unavailabilities/%s".formatted(another, anothers);
    var essex = Tokens.person("asset-manager", "essex");
    as(essex).body(absence(24, 48, "a raid")).put(absence).then().statusCode(200);
    as(essex).put(absence + "/end").then().statusCode(200);
  }

  @Test
  void what_is_wrong_with_a_call_is_a_problem_of_its_own_and_changes_nothing() {
    var before = counts();
    for (var wrong : cases()) {
      var answer = wrong.call().get();
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(wrong.status());
      assertThat(answer.<String>path("type"))
          .as(answer.asString())
          .isEqualTo("/problems/" + wrong.code());
      assertThat(answer.contentType()).startsWith("application/problem+json");
      assertThat(given().get("/problems/" + wrong.code()).statusCode()).isEqualTo(200);
    }
    assertThat(counts()).isEqualTo(before);
  }

  @Test
  void what_has_no_body_needs_no_content_type() {
    var token = Tokens.person("asset-manager", OWNER.value());
    var absence = "/assets/%s/unavailabilities/%s".formatted(asset, used);

    given().auth().oauth2(token).put(absence + "/end").then().statusCode(200);
    given()
        .auth()
        .oauth2(token)
        .put("/assets/%s/withdrawal".formatted(asset))
        .then()
        .statusCode(200);
  }

  @Test
  void a_late_repeat_answers_with_the_present_state() {
    var id = UUID.randomUUID();
    publish(id, body()).then().statusCode(201);
    var changed = body("crew", 3);
    manager().header("If-Match", "\"0\"").body(changed).put("/assets/" + id).then().statusCode(200);

    var repeat = publish(id, body());

    assertThat(repeat.statusCode()).isEqualTo(200);
    assertThat(repeat.<Integer>path("crew")).isEqualTo(3);
  }

  private List<Case> cases() {
    var cases = new ArrayList<Case>();
    cases.addAll(badAssets());
    cases.addAll(badAbsences());
    cases.addAll(badCatalogue());
    cases.addAll(badCallers());
    return cases;
  }

  private List<Case> badAssets() {
    var path = "/assets/" + asset;
    var fresh = UUID.randomUUID();
    return List.of(
        new Case(422, "asset-capability-unknown", () -> publish(fresh, body("capability", "tank"))),
        new Case(422, "crew-below-standard", () -> publish(fresh, body("crew", 1))),
        new Case(422, "notice-above-standard", () -> publish(fresh, body("noticeToMove", "P2D"))),
        new Case(422, "invalid-input", () -> publish(fresh, body("crew", 0))),
        new Case(422, "invalid-input", () -> publish(fresh, body("crew", -1))),
        new Case(422, "invalid-input", () -> publish(fresh, body("name", "x".repeat(121)))),
        new Case(422, "invalid-input", () -> publish(fresh, body("name", " "))),
        new Case(422, "no-legal-basis-given", () -> publish(fresh, body("legalBases", List.of()))),
        new Case(422, "asset-times-out-of-bounds", () -> publish(fresh, body("rest", "P8D"))),
        new Case(422, "asset-times-out-of-bounds", () -> publish(fresh, body("rest", "-PT1H"))),
        new Case(
            422,
            "duty-hours-without-days",
            () ->
                publish(
                    fresh,
                    body(
                        "staffed",
                        List.of(Map.of("days", List.of(), "from", "08:00", "until", "16:00"))))),
        new Case(
            422,
            "invalid-input",
            () -> publish(fresh, body("staffed", List.of(Map.of("days", List.of("MONDAY")))))),
        new Case(
            422,
            "duty-hours-repeat-days",
            () ->
                publish(
                    fresh,
                    body(
                        "staffed",
                        List.of(
                            Map.of(
                                "days",
                                Collections.nCopies(5_000, "MONDAY"),
                                "from",
                                "08:00",
                                "until",
                                "16:00"))))),
        new Case(
            422, "id-not-random", () -> publish(NameUuid.of(asset.value(), "derived"), body())),
        new Case(428, "if-match-missing", () -> publish(asset.value(), body("crew", 3))),
        new Case(
            412,
            "version-stale",
            () -> manager().header("If-Match", "\"77\"").body(body("crew", 3)).put(path)),
        new Case(
            409,
            "owner-and-capability-are-fixed",
            () ->
                manager()
                    .header("If-Match", manager().get(path).header("ETag"))
                    .body(body("capability", "explosives-search-dog"))
                    .put(path)),
        new Case(404, "asset-unknown", () -> publish(another.value(), body())),
        new Case(404, "asset-unknown", () -> manager().put("/assets/" + another + "/withdrawal")),
        new Case(404, "asset-unknown", () -> manager().get("/assets/" + another)),
        new Case(404, "asset-unknown", () -> manager().get("/assets/" + UUID.randomUUID())),
        new Case(404, "asset-unknown", () -> manager().get("/assets/" + another + "/availability")),
        new Case(404, "asset-unknown", () -> manager().get("/assets/" + another + "/bookings")),
        new Case(
            422,
            "accreditation-code-invalid",
            () ->
                manager().body(Map.of("expires", "2030-01-01")).put(path + "/accreditations/A_B")),
        new Case(
            422, "invalid-input", () -> manager().body(Map.of()).put(path + "/accreditations/ab")),
        new Case(422, "asset-capability-unknown", () -> manager().get("/assets?capability=tank")),
        new Case(422, "asset-owner-unknown", () -> manager().get("/assets?force=atlantis")));
  }

  private List<Case> badAbsences() {
    var path = "/assets/" + asset + "/unavailabilities/";
    return List.of(
        new Case(
            422, "unavailability-reversed", () -> absent(path + fresh(), absence(4, 2, "repair"))),
        new Case(
            422, "unavailability-reversed", () -> absent(path + fresh(), absence(4, 4, "repair"))),
        new Case(
            422, "unavailability-over", () -> absent(path + fresh(), absence(-4, -2, "repair"))),
        new Case(
            422,
            "unavailability-too-long",
            () -> absent(path + fresh(), absence(1, 367 * 24 + 2, "repair"))),
        new Case(
            422, "invalid-input", () -> absent(path + fresh(), absence(1, 2, "x".repeat(201)))),
        new Case(422, "invalid-input", () -> absent(path + fresh(), Map.of("reason", "repair"))),
        new Case(
            422, "value-not-storable", () -> manager().body(inAnAge("repair")).put(path + fresh())),
        new Case(409, "id-used-otherwise", () -> absent(path + used, absence(1, 2, "training"))),
        new Case(
            422,
            "id-not-random",
            () -> absent(path + NameUuid.of(asset.value(), "x"), absence(1, 2, "repair"))),
        new Case(
            404,
            "asset-unknown",
            () ->
                absent(
                    "/assets/" + another + "/unavailabilities/" + fresh(),
                    absence(1, 2, "repair"))),
        new Case(404, "unavailability-unknown", () -> manager().put(path + fresh() + "/end")),
        new Case(404, "unavailability-unknown", () -> manager().put(path + anothers + "/end")));
  }

  private List<Case> badCatalogue() {
    var definition = "/capabilities/drone-team";
    return List.of(
        new Case(428, "if-match-missing", () -> lead().body(definition("PT1H")).put(definition)),
        new Case(
            412,
            "version-stale",
            () -> lead().header("If-Match", "\"9\"").body(definition("PT1H")).put(definition)),
        new Case(
            422,
            "notice-to-move-out-of-bounds",
            () -> lead().body(definition("P8D")).put("/capabilities/never-defined")),
        new Case(404, "capability-unknown", () -> lead().get("/capabilities/tank")),
        new Case(404, "capability-unknown", () -> lead().put("/capabilities/tank/retirement")),
        new Case(404, "capability-unknown", () -> lead().get("/capabilities/UPPER")),
        new Case(404, "force-unknown", () -> lead().get("/forces/atlantis")),
        new Case(404, "force-unknown", () -> manager().get("/forces/essex/home-cover")),
        new Case(
            404,
            "force-unknown",
            () -> manager().body(Map.of("least", 1)).put("/forces/essex/home-cover/drone-team")),
        new Case(404, "force-unknown", () -> alsoCoordinator().get("/forces/atlantis/home-cover")),
        new Case(
            404,
            "force-unknown",
            () ->
                alsoCoordinator()
                    .body(Map.of("least", 1))
                    .put("/forces/essex/home-cover/drone-team")),
        new Case(
            404,
            "force-unknown",
            () ->
                as(Tokens.person("asset-manager", "atlantis"))
                    .body(Map.of("least", 1))
                    .put("/forces/atlantis/home-cover/drone-team")),
        new Case(
            422,
            "home-cover-capability-unknown",
            () -> manager().body(Map.of("least", 1)).put("/forces/dorset/home-cover/tank")),
        new Case(
            422,
            "invalid-input",
            () -> manager().body(Map.of("least", -1)).put("/forces/dorset/home-cover/drone-team")),
        new Case(
            422,
            "invalid-input",
            () ->
                manager().body(Map.of("least", 1001)).put("/forces/dorset/home-cover/drone-team")));
  }

  private List<Case> badCallers() {
    var path = "/assets/" + fresh();
    return List.of(
        new Case(
            403,
            "role-missing",
            () -> as(Tokens.person("requester", OWNER.value())).body(body()).put(path)),
        new Case(403, "role-missing", () -> manager().put("/capabilities/drone-team/retirement")),
        new Case(403, "no-force", () -> as(Tokens.person("asset-manager")).get("/assets")));
  }

  private Response publish(UUID id, Map<String, Object> body) {
    return manager().body(body).put("/assets/" + id);
  }

  private static Response absent(String path, Map<String, Object> body) {
    return manager().body(body).put(path);
  }

  private static UUID fresh() {
    return UUID.randomUUID();
  }

  private Map<String, Object> absence(int from, int until, String reason) {
    return Map.of(
        "from", now.plus(Duration.ofHours(from)).toString(),
        "until", now.plus(Duration.ofHours(until)).toString(),
        "reason", reason);
  }

  private static String inAnAge(String reason) {
    return """
    {"from":"+1000000000-12-30T00:00:00Z","until":"+1000000000-12-31T23:59:59Z","reason":"%s"}\
    """
        .formatted(reason);
  }

  private static Map<String, Object> body(String field, Object value) {
    var changed = new HashMap<>(body());
    changed.put(field, value);
    return Collections.unmodifiableMap(changed);
  }

  private static Map<String, Object> body() {
    return Map.of(
        "capability", "drone-team",
        "name", "Drone team, Poole",
        "base", Map.of("latitude", 50.7, "longitude", -1.98),
        "crew", 2,
        "noticeToMove", "PT1H",
        "preparation", "PT15M",
        "rateCode", "drone",
        "legalBases", List.of("s24"));
  }

  private static Map<String, Object> definition(String notice) {
    return Map.of(
        "name", "Kites",
        "kind", "air",
        "leastCrew", 1,
        "noticeToMove", notice,
        "sensitivity", "open",
        "expertLead", "National kites lead",
        "speedKph", 60);
  }

  private static RequestSpecification manager() {
    return as(Tokens.person("asset-manager", OWNER.value()));
  }

  /** Reads for all forces, and writes for one. */
  private static RequestSpecification alsoCoordinator() {
    return as(Tokens.person(List.of("asset-manager", "coordinator"), OWNER.value()));
  }

  private static RequestSpecification lead() {
    return as(Tokens.person("capability-lead"));
  }

  private static RequestSpecification as(String token) {
    return given().auth().oauth2(token).contentType(ContentType.JSON);
  }

  private static Map<String, Long> counts() {
    var counts = new HashMap<String, Long>();
    TABLES.forEach(table -> counts.put(table, TestDatabase.current().count(table)));
    return counts;
  }
}
