package crossforce.broker;

import static crossforce.broker.People.HOST;
import static crossforce.broker.People.NEAR;
import static crossforce.broker.People.as;
import static crossforce.broker.People.body;
import static crossforce.broker.People.line;
import static crossforce.broker.People.window;
import static crossforce.broker.World.count;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import crossforce.contract.CapabilityCode;
import crossforce.contract.Sensitivity;
import crossforce.kit.test.RealParts;
import crossforce.kit.test.Tokens;
import crossforce.kit.test.WrongCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What each operation refuses by rules of its own; {@link WrongCalls} tries what all refuse. */
@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs = @ResourceArg(name = "user", value = "broker"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class BadInputTest {
  private World world;
  private CapabilityCode dogs;
  private CapabilityCode armed;

  @BeforeEach
  void open() {
    world = World.open();
    dogs = world.capability("dogs", false, Sensitivity.OPEN);
    armed = world.capability("armed", true, Sensitivity.OPEN);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void what_the_catalogue_does_not_offer_is_named_with_its_line() {
    var body = body("urgent", line(1, dogs, 1, 1), line(2, new CapabilityCode("tank"), 1, 1));
    var answer = put(body, Tokens.person("requester", HOST));

    assertThat(answer.jsonPath().getString("detail")).startsWith("Line 2 asks for tank. ");

    var retired = world.retired(world.capability("vans", false, Sensitivity.OPEN));
    answer = put(body("urgent", line(1, retired, 1, 1)), Tokens.person("requester", HOST));

    assertThat(answer.jsonPath().getString("detail"))
        .startsWith("Line 1 asks for " + retired + ". The capability is no longer offered.");

    var endless = Map.of("number", 1, "capability", "x".repeat(500), "least", 1, "most", 1);
    answer = put(body("urgent", endless), Tokens.person("requester", HOST));

    assertThat(answer.jsonPath().getString("detail"))
        .startsWith("Line 1 asks for " + "x".repeat(60) + ". ");
  }

  @Test
  void a_need_that_is_wrong_leaves_nothing() {
    var now = People.now();
    var retired = world.retired(world.capability("vans", false, Sensitivity.OPEN));
    refused(422, "unknown-capability", lines(line(1, new CapabilityCode("tank"), 1, 1)));
    refused(
        422,
        "unknown-capability",
        lines(Map.of("number", 1, "capability", "No Code!", "least", 1, "most", 1)));
    refused(422, "retired-capability", lines(line(1, retired, 1, 1)));
    refused(422, "capability-twice", lines(line(1, dogs, 1, 1), line(2, dogs, 1, 2)));
    refused(422, "no-lines", lines());
    refused(
        422,
        "too-many-lines",
        lines(IntStream.rangeClosed(1, 21).mapToObj(n -> line(n, dogs, 1, 1)).toArray(Map[]::new)));
    refused(422, "lines-misnumbered", lines(line(7, dogs, 1, 1)));
    refused(422, "quantity-not-positive", lines(line(1, dogs, 0, 0)));
    refused(422, "quantity-not-positive", lines(line(1, dogs, -2, 1)));
    refused(422, "quantity-too-large", lines(line(1, dogs, 1, 51)));
    refused(422, "least-above-most", lines(line(1, dogs, 2, 1)));
    var hour = Duration.ofHours(1);
    refused(422, "window-past", with("window", window(now.minus(hour), now.minusSeconds(1))));
    refused(422, "window-reversed", with("window", window(now.plus(hour), now)));
    refused(422, "window-reversed", with("window", window(now, now)));
    refused(422, "window-began-too-early", with("window", window(now.minus(hour), now.plus(hour))));
    refused(
        422,
        "window-too-long",
        with("window", window(now.plus(hour), now.plus(Duration.ofDays(400)))));
    refused(
        422,
        "window-too-far-ahead",
        with("window", window(now.plus(Duration.ofDays(3000)), now.plus(Duration.ofDays(3001)))));
    refused(422, "text-too-long", with("purpose", "x".repeat(1001)));
    refused(422, "text-too-long", with("incidentReference", "x".repeat(101)));
    refused(422, "text-missing", with("funding", "  "));
    refused(422, "spending-limit-out-of-range", with("spendingLimit", 0));
    refused(422, "spending-limit-out-of-range", with("spendingLimit", -1));
    refused(422, "no-other-jurisdiction", with("legalBasis", "s98"));
    var unarmed = body("urgent", line(1, armed, 1, 1));
    unarmed.remove("authority");
    refused(422, "authority-missing", unarmed);
    refused(422, "invalid-input", with("priority", "whenever"));
    refused(422, "invalid-input", with("purpose", null));
  }

  @Test
  void who_may_not_ask_leaves_nothing() {
    var need = body("urgent", line(1, dogs, 1, 1));
    unchanged(() -> put(need, Tokens.person("duty-officer", HOST)), 403, "role-missing");
    unchanged(() -> put(need, Tokens.person("requester", "atlantis")), 422, "unknown-force");
    unchanged(() -> put(need, Tokens.person("requester")), 403, "no-force");
    unchanged(
        () ->
            as("requester", HOST)
                .body(need)
                .put("/requests/" + new UUID(0x5000L, 0x8000000000000000L)),
        422,
        "id-not-random");
  }

  @Test
  void an_id_is_used_once_and_by_one_force() {
    var id = People.submitted(body("urgent", line(1, dogs, 1, 1)));
    var other = body("planned", line(1, dogs, 1, 1));
    unchanged(
        () -> as("requester", HOST).body(other).put("/requests/" + id), 409, "id-used-otherwise");
    unchanged(() -> as("requester", NEAR).body(other).put("/requests/" + id), 404, "not-found");
    unchanged(() -> as("requester", NEAR).get("/requests/" + id), 404, "no-such-request");
  }

  @Test
  void an_authorisation_that_is_wrong_changes_nothing() {
    var id = People.submitted(body("urgent", line(1, dogs, 1, 1)));
    var path = "/requests/" + id + "/authorisation";
    var given = Map.of("decision", "given", "spendingLimit", 1_000_00);
    unchanged(
        () -> as("requester", HOST).header("If-Match", People.tag(id)).body(given).put(path),
        403,
        "role-missing");
    unchanged(
        () -> as("authoriser", NEAR).header("If-Match", People.tag(id)).body(given).put(path),
        404,
        "no-such-request");
    unchanged(
        () ->
            as("authoriser", HOST)
                .header("If-Match", People.tag(id))
                .body(Map.of("decision", "given"))
                .put(path),
        422,
        "decision-incomplete");
    unchanged(
        () ->
            as("authoriser", HOST)
                .header("If-Match", People.tag(id))
                .body(Map.of("decision", "given", "spendingLimit", -5))
                .put(path),
        422,
        "spending-limit-out-of-range");
    unchanged(
        () ->
            as("requester", HOST)
                .header("If-Match", People.tag(id))
                .body(Map.of("why", "x".repeat(501)))
                .put("/requests/" + id + "/withdrawal"),
        422,
        "text-too-long");
  }

  @Test
  void who_asked_cannot_authorise_even_with_both_roles() {
    var id = UUID.randomUUID();
    var both = Tokens.person(List.of("requester", "authoriser"), HOST);
    put(id, body("urgent", line(1, dogs, 1, 1)), both).then().statusCode(201);
    unchanged(
        () ->
            given()
                .header("Authorization", "Bearer " + both)
                .header("If-Match", People.tag(id))
                .contentType(ContentType.JSON)
                .body(Map.of("decision", "given", "spendingLimit", 1_000_00))
                .put("/requests/" + id + "/authorisation"),
        403,
        "same-person");
  }

  @Test
  void an_answer_that_is_wrong_changes_nothing() {
    var asset = world.asset(NEAR, dogs, 20);
    var id = People.authorised(body("urgent", line(1, dogs, 1, 1)), 1_000_00);
    var call = world.call(id, asset).event().call();
    var offer = "/calls/" + call.callId() + "/offer";
    unchanged(
        () -> as("duty-officer", NEAR).body(Map.of("answer", "provisional")).put(offer),
        422,
        "answer-incomplete");
    unchanged(
        () -> as("duty-officer", NEAR).body(Map.of("answer", "declined")).put(offer),
        422,
        "answer-incomplete");
    unchanged(
        () ->
            as("duty-officer", NEAR)
                .body(Map.of("answer", "provisional", "missing", "x".repeat(501)))
                .put(offer),
        422,
        "text-too-long");
    unchanged(
        () -> as("duty-officer", NEAR).body(Map.of("answer", "perhaps")).put(offer),
        422,
        "invalid-input");
    unchanged(
        () -> as("duty-officer", HOST).body(Map.of("answer", "made")).put(offer),
        403,
        "not-your-part");
    unchanged(
        () -> as("duty-officer", HOST).body(Map.of("why", "no")).put(offer + "/withdrawal"),
        403,
        "not-your-part");
    unchanged(
        () -> as("duty-officer", People.FAR).body(Map.of("answer", "made")).put(offer),
        404,
        "no-such-call");
    var order = "/calls/" + call.callId() + "/order";
    unchanged(() -> as("requester", NEAR).put(order), 403, "not-your-part");
    unchanged(() -> as("requester", People.FAR).put(order), 404, "no-such-call");
    unchanged(
        () -> as("duty-officer", NEAR).body(Map.of("why", "no")).put(offer + "/withdrawal"),
        409,
        "offer-not-made");

    People.offer(call);
    world.commit(id, call);
    world.awaitState(id, "fulfilled");
    var mobilisation = "/deployments/" + call.deploymentId() + "/mobilisation";
    var soon = People.now().plusSeconds(60).toString();
    unchanged(
        () ->
            as("duty-officer", NEAR)
                .body(Map.of("callSign", "A1", "headcount", 0, "expectedArrival", soon))
                .put(mobilisation),
        422,
        "number-out-of-range");
    unchanged(
        () ->
            as("duty-officer", NEAR)
                .body(Map.of("callSign", "A1", "headcount", 2, "expectedArrival", soon, "at", soon))
                .put(mobilisation),
        422,
        "at-later-than-now");
    unchanged(
        () ->
            as("duty-officer", People.FAR)
                .body(Map.of("callSign", "A1", "headcount", 2, "expectedArrival", soon))
                .put(mobilisation),
        404,
        "no-such-deployment");
  }

  @Test
  void a_list_of_what_cannot_be_is_refused() {
    unchanged(() -> as("requester", HOST).get("/requests?after=x"), 422, "after-invalid");
    unchanged(() -> as("requester", HOST).get("/requests?state=x"), 422, "state-unknown");
    unchanged(() -> as("duty-officer", HOST).get("/calls?state=x"), 422, "state-unknown");
  }

  private void refused(int status, String code, Map<String, Object> need) {
    unchanged(() -> put(need, Tokens.person("requester", HOST)), status, code);
  }

  private Map<String, Object> lines(Map<?, ?>... lines) {
    return body("urgent", lines);
  }

  private Map<String, Object> with(String field, Object value) {
    var need = new HashMap<>(body("urgent", line(1, dogs, 1, 1)));
    need.put(field, value);
    return need;
  }

  private static Response put(Map<String, Object> need, String token) {
    return put(UUID.randomUUID(), need, token);
  }

  private static Response put(UUID id, Map<String, Object> need, String token) {
    return given()
        .header("Authorization", "Bearer " + token)
        .contentType(ContentType.JSON)
        .body(need)
        .put("/requests/" + id);
  }

  static void unchanged(Supplier<Response> call, int status, String code) {
    var before = rows();
    var response = call.get();
    response
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("/problems/" + code));
    assertThat(rows()).as(code).isEqualTo(before);
    given().get("/problems/" + code).then().statusCode(200);
  }

  private static List<Long> rows() {
    var counts = new ArrayList<Long>();
    for (var table : List.of("requests", "calls", "rankings", "creations", "deadlines", "outbox")) {
      counts.add(count("select count(*) from " + table));
    }
    counts.add(count("select coalesce(sum(version), 0) from requests"));
    return counts;
  }
}
