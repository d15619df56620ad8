package crossforce.broker;

import static crossforce.broker.People.HOST;
import static crossforce.broker.People.NEAR;
import static crossforce.broker.People.as;
import static crossforce.broker.People.body;
import static crossforce.broker.People.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import crossforce.contract.Sensitivity;
import crossforce.kit.test.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What was agreed by telephone, and began before it was recorded. */
@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs = @ResourceArg(name = "user", value = "broker"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordedAfterwardsTest {
  @Test
  void help_that_has_long_been_there_is_planned_and_told_from_its_beginning() {
    try (var world = World.open()) {
      // Given a team that was asked for by telephone three days ago, and has been here since.
      var dogs = world.capability("dogs", false, Sensitivity.OPEN);
      var asset = world.asset(NEAR, dogs, 20);
      var came = People.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(3));
      var until = came.plus(Duration.ofDays(4));
      var need = body("immediate", line(1, dogs, 1, 1));
      need.put("window", People.window(came, until));
      need.put(
          "recordedAfterwards",
          Map.of(
              "agreedBy",
              "Duty superintendent",
              "agreedAt",
              came.minus(Duration.ofHours(2)).toString()));

      // When it is recorded, authorised, offered and promised,
      var id = People.authorised(need, 1_000_00);
      var hold = world.hold(id, asset);
      assertThat(hold.event().duty().from()).isEqualTo(came);
      var call = world.call(id, asset).event().call();
      People.offer(call);
      world.commit(id, call);
      world.awaitState(id, "fulfilled");

      // Then all of it can be told as it was.
      var deployment = "/deployments/" + call.deploymentId();
      var setOut = came.minus(Duration.ofMinutes(20));
      step(
          NEAR,
          deployment + "/mobilisation",
          Map.of(
              "callSign",
              "D1",
              "headcount",
              2,
              "expectedArrival",
              came.toString(),
              "at",
              setOut.toString()));
      step(HOST, deployment + "/arrival", Map.of("at", came.toString()));
      as("duty-officer", HOST).get(deployment).then().body("state", equalTo("arrived"));
    }
  }

  private static void step(String force, String path, Map<String, Object> body) {
    as("duty-officer", force).body(body).put(path).then().statusCode(200);
  }
}
