package crossforce.broker;

import static crossforce.broker.BadInputTest.unchanged;
import static crossforce.broker.People.HOST;
import static crossforce.broker.People.NEAR;
import static crossforce.broker.People.as;
import static crossforce.broker.People.body;
import static crossforce.broker.People.line;
import static org.hamcrest.Matchers.equalTo;

import crossforce.contract.CapabilityCode;
import crossforce.contract.Sensitivity;
import crossforce.contract.broker.CallRef;
import crossforce.kit.test.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Times that no calendar reaches are refused like any others, and leave nothing behind. */
@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs = @ResourceArg(name = "user", value = "broker"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class BadTimesTest {
  private static final Instant FIRST = Instant.MIN;
  private static final Instant LAST = Instant.parse("+1000000000-12-31T23:59:59Z");

  private World world;
  private CapabilityCode dogs;

  @BeforeEach
  void open() {
    world = World.open();
    dogs = world.capability("dogs", false, Sensitivity.OPEN);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_need_of_another_age_leaves_nothing() {
    var soon = People.now().plusSeconds(3600);
    need("window", People.window(FIRST, soon), "window-began-too-early");
    need("window", People.window(FIRST, LAST), "window-began-too-early");
    need("window", People.window(soon, LAST), "window-too-long");
    need("window", People.window(LAST.minusSeconds(1), LAST), "window-too-far-ahead");
    need("window", People.window(FIRST, FIRST.plusSeconds(1)), "window-past");
    need(
        "recordedAfterwards",
        Map.of("agreedBy", "Inspector", "agreedAt", LAST.toString()),
        "agreed-later-than-now");
    need(
        "authority",
        Map.of("post", "Commander", "at", LAST.toString(), "pendingRatification", false),
        "agreed-later-than-now");
  }

  @Test
  void a_time_finer_than_any_that_is_kept_is_cut() {
    var need = body("urgent", line(1, dogs, 1, 1));
    var from = People.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
    need.put("window", People.window(from.plusNanos(400), from.plusSeconds(60).plusNanos(1_600)));
    as("requester", HOST)
        .body(need)
        .put("/requests/" + UUID.randomUUID())
        .then()
        .statusCode(201)
        .body("need.window.from", equalTo(from.toString()))
        .body("need.window.until", equalTo(from.plusSeconds(60).plusNanos(1_000).toString()));
  }

  @Test
  void a_step_of_another_age_changes_nothing() {
    var call = promised();
    var soon = People.now().plusSeconds(60);
    step(call, "mobilisation", mobilisation(LAST, LAST), "at-later-than-now");
    step(call, "mobilisation", mobilisation(LAST, soon), "number-out-of-range");
    step(call, "mobilisation", mobilisation(FIRST, soon), "number-out-of-range");
    step(call, "mobilisation", mobilisation(FIRST, FIRST), "at-too-early");
    step(call, "mobilisation", mobilisation(People.now(), LAST), "number-out-of-range");
    for (var at : List.of(FIRST, LAST)) {
      var code = at.equals(LAST) ? "at-later-than-now" : "at-too-early";
      step(call, "stand-down", Map.of("why", "no", "at", at.toString()), code);
    }
    as("duty-officer", NEAR)
        .body(mobilisation(People.now(), soon))
        .put(path(call, "mobilisation"))
        .then()
        .statusCode(200);
    for (var at : List.of(FIRST, LAST)) {
      var code = at.equals(LAST) ? "at-later-than-now" : "at-too-early";
      unchanged(
          () ->
              as("duty-officer", HOST).body(Map.of("at", at.toString())).put(path(call, "arrival")),
          422,
          code);
    }
  }

  private CallRef promised() {
    var asset = world.asset(NEAR, dogs, 20);
    var id = People.authorised(body("urgent", line(1, dogs, 1, 1)), 1_000_00);
    var call = world.call(id, asset).event().call();
    People.offer(call);
    world.commit(id, call);
    world.awaitState(id, "fulfilled");
    return call;
  }

  private void need(String field, Object value, String code) {
    var need = body("urgent", line(1, dogs, 1, 1));
    need.put(field, value);
    unchanged(
        () -> as("requester", HOST).body(need).put("/requests/" + UUID.randomUUID()), 422, code);
  }

  private static void step(CallRef call, String step, Map<String, ?> body, String code) {
    unchanged(() -> as("duty-officer", NEAR).body(body).put(path(call, step)), 422, code);
  }

  private static String path(CallRef call, String step) {
    return "/deployments/" + call.deploymentId() + "/" + step;
  }

  private static Map<String, Object> mobilisation(Instant at, Instant expectedArrival) {
    return Map.of(
        "callSign",
        "A1",
        "headcount",
        2,
        "at",
        at.toString(),
        "expectedArrival",
        expectedArrival.toString());
  }
}
