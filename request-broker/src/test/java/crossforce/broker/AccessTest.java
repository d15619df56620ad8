package crossforce.broker;

import static crossforce.broker.People.FAR;
import static crossforce.broker.People.HOST;
import static crossforce.broker.People.NEAR;
import static crossforce.broker.People.as;
import static crossforce.broker.People.body;
import static crossforce.broker.People.line;

import crossforce.contract.CapabilityCode;
import crossforce.contract.Sensitivity;
import crossforce.contract.broker.CallRef;
import crossforce.contract.wire.WireJson;
import crossforce.kit.test.AccessTable;
import crossforce.kit.test.Operations;
import crossforce.kit.test.RealParts;
import crossforce.kit.test.WrongCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Requests of the host and of another force, with calls and deployments that are over. */
@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs = @ResourceArg(name = "user", value = "broker"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccessTest {
  @Test
  void who_may_call_what() {
    try (var world = World.open()) {
      AccessTable.of(operations(Affairs.in(world))).check("request-broker");
    }
  }

  @Test
  void what_is_wrong_with_a_call_is_a_problem_and_changes_nothing() {
    try (var world = World.open()) {
      var affairs = Affairs.in(world);
      var lent = "/deployments/" + affairs.asDonor.call.deploymentId();
      WrongCalls.check(
          operations(affairs)
              .leavingOut(WrongCalls.OF_THE_KIT)
              .paths("PUT /requests/{id}", "/requests/{id}", "/requests/{id}")
              .paths("PUT /deployments/{id}/mobilisation", lent + "/mobilisation", "")
              .paths("PUT /deployments/{id}/return", lent + "/return", "")
              .ifMatch("PUT /requests/{id}/authorisation", () -> tag(affairs.own.id, HOST))
              .ifMatch("PUT /requests/{id}/withdrawal", () -> tag(affairs.own.id, HOST))
              .body(
                  "PUT /requests/{id}/authorisation",
                  () -> "{\"decision\":\"given\",\"spendingLimit\":100,\"why\":\"needed\"}")
              .body(
                  "PUT /calls/{callId}/offer",
                  () -> "{\"answer\":\"provisional\",\"missing\":\"a driver\"}")
              .body("PUT /deployments/{id}/arrival", AccessTest::justNow)
              .body("PUT /deployments/{id}/on-task", AccessTest::justNow)
              .body("PUT /deployments/{id}/release", AccessTest::justNow)
              .body("PUT /deployments/{id}/return", AccessTest::returned));
    }
  }

  private static Operations operations(Affairs affairs) {
    var own = affairs.own;
    var others = affairs.others;
    var asDonor = affairs.asDonor;
    var why = "{\"why\":\"over\"}";
    return Operations.of(HOST)
        .paths("/problems/{code}", "/problems/no-such-call", "/problems/try-again")
        .paths("/requests/{id}", "/requests/" + own.id, "/requests/" + others.id)
        .paths("/calls/{callId}", "/calls/" + own.call.callId(), "/calls/" + others.call.callId())
        .paths(
            "PUT /calls/{callId}/offer",
            "/calls/" + asDonor.call.callId() + "/offer",
            "/calls/" + others.call.callId() + "/offer")
        .paths(
            "PUT /calls/{callId}/offer/withdrawal",
            "/calls/" + asDonor.call.callId() + "/offer/withdrawal",
            "/calls/" + others.call.callId() + "/offer/withdrawal")
        .paths(
            "/deployments/{id}",
            "/deployments/" + own.call.deploymentId(),
            "/deployments/" + others.call.deploymentId())
        .ifMatch("PUT /requests/{id}/authorisation", () -> "\"99999\"")
        .ifMatch("PUT /requests/{id}/withdrawal", () -> "\"99999\"")
        .body("PUT /requests/{id}", () -> WireJson.write(own.need))
        .body(
            "PUT /requests/{id}/authorisation",
            () -> "{\"decision\":\"given\",\"spendingLimit\":100}")
        .body(
            "PUT /requests/{id}/firearms-authority",
            () -> "{\"post\":\"Commander\",\"at\":\"2026-01-01T00:00:00Z\"}")
        .body("PUT /requests/{id}/withdrawal", () -> why)
        .body("PUT /calls/{callId}/offer", () -> "{\"answer\":\"made\"}")
        .body("PUT /calls/{callId}/offer/withdrawal", () -> why)
        .body(
            "PUT /deployments/{id}/mobilisation",
            () ->
                "{\"callSign\":\"A1\",\"headcount\":2,\"expectedArrival\":\"%s\"}"
                    .formatted(People.now().plusSeconds(3600)))
        .body("PUT /deployments/{id}/return", () -> "{\"kilometres\":1}")
        .body("PUT /deployments/{id}/stand-down", () -> why);
  }

  private static String justNow() {
    return "{\"at\":\"%s\"}".formatted(People.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String returned() {
    return "{\"at\":\"%s\",\"kilometres\":12}"
        .formatted(People.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private record Affairs(Affair own, Affair others, Affair asDonor) {
    static Affairs in(World world) {
      var dogs = world.capability("dogs", false, Sensitivity.OPEN);
      return new Affairs(
          affair(world, dogs, HOST, NEAR),
          affair(world, dogs, FAR, NEAR),
          affair(world, dogs, FAR, HOST));
    }
  }

  private record Affair(UUID id, Map<String, Object> need, CallRef call) {}

  /** Asked, promised, and then withdrawn. */
  private static Affair affair(World world, CapabilityCode dogs, String host, String donor) {
    var asset = world.asset(donor, dogs, host.equals(HOST) ? 20 : 10);
    var id = UUID.randomUUID();
    var need = body("urgent", line(1, dogs, 1, 1));
    as("requester", host).body(need).put("/requests/" + id).then().statusCode(201);
    as("authoriser", host)
        .header("If-Match", tag(id, host))
        .body(Map.of("decision", "given", "spendingLimit", 1_000_00))
        .put("/requests/" + id + "/authorisation")
        .then()
        .statusCode(200);
    var call = world.call(id, asset).event().call();
    People.offer(call);
    world.commit(id, call);
    world.awaitState(id, host, "fulfilled");
    as("requester", host)
        .header("If-Match", tag(id, host))
        .body(Map.of("why", "over"))
        .put("/requests/" + id + "/withdrawal")
        .then()
        .statusCode(200);
    return new Affair(id, need, call);
  }

  private static String tag(UUID id, String host) {
    return as("requester", host).get("/requests/" + id).header("ETag");
  }
}
