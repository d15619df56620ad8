package crossforce.broker;

import static crossforce.broker.People.FAR;
import static crossforce.broker.People.HOST;
import static crossforce.broker.People.NEAR;
import static crossforce.broker.People.as;
import static crossforce.broker.People.body;
import static crossforce.broker.People.line;
import static crossforce.broker.People.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import crossforce.broker.request.StoredRequests;
import crossforce.contract.ForceId;
import crossforce.contract.Sensitivity;
import crossforce.contract.broker.RequestEvent.DeploymentStoodDown;
import crossforce.contract.broker.RequestEvent.OrderConfirmed;
import crossforce.kit.test.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs = @ResourceArg(name = "user", value = "broker"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class StandDownTest {
  private World world;

  @BeforeEach
  void open() {
    world = World.open();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void help_that_its_own_force_keeps_is_looked_for_elsewhere() {
    var dogs = world.capability("dogs", false, Sensitivity.OPEN);
    var near = world.asset(NEAR, dogs, 20);
    var far = world.asset(FAR, dogs, 50);
    var id = People.authorised(body("urgent", line(1, dogs, 1, 1)), 1_000_00);
    var first = world.call(id, near).event().call();
    offer(first);
    world.commit(id, first);
    world.awaitState(id, "fulfilled");

    // It has set out, and turns round: the donor needs it at home.
    var deployment = "/deployments/" + first.deploymentId();
    step(NEAR, deployment + "/mobilisation", mobilisation(), "mobilised", NEAR);
    step(NEAR, deployment + "/stand-down", Map.of("why", "needed at home"), "stood-down", NEAR);
    assertThat(world.await(id, DeploymentStoodDown.class).event().byForce())
        .contains(new ForceId(NEAR));

    // The next one is called, and not the same again. The host then needs none any more.
    var second = world.call(id, far).event().call();
    offer(second);
    world.commit(id, second);
    world.await(second, OrderConfirmed.class);
    step(
        HOST,
        "/deployments/" + second.deploymentId() + "/stand-down",
        Map.of("why", "found the suspect"),
        "stood-down",
        FAR);
    as("requester", HOST)
        .get("/requests/" + id)
        .then()
        .body("state", equalTo("withdrawn"))
        .body("why", equalTo("all-stood-down"));
    StoredRequests.assertEventsAreTheRow(world, id);
  }

  private static Map<String, Object> mobilisation() {
    return Map.of(
        "callSign",
        "NY-A1",
        "headcount",
        2,
        "expectedArrival",
        People.now().plusSeconds(3600).toString());
  }

  private static void step(
      String force, String path, Map<String, ?> body, String state, String commandedBy) {
    as("duty-officer", force)
        .body(body)
        .put(path)
        .then()
        .statusCode(200)
        .body("state", equalTo(state))
        .body("commandedBy", equalTo(commandedBy));
  }
}
