package crossforce.broker;

import static crossforce.broker.People.FAR;
import static crossforce.broker.People.HOST;
import static crossforce.broker.People.NEAR;
import static crossforce.broker.People.as;
import static crossforce.broker.People.body;
import static crossforce.broker.People.line;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import crossforce.contract.Sensitivity;
import crossforce.contract.broker.RequestEvent.RequestUnableToFill;
import crossforce.kit.test.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Who sees how much. */
@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs = @ResourceArg(name = "user", value = "broker"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class SightTest {
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
  void a_host_cannot_count_what_is_covert() {
    var id = unableToFill(Sensitivity.COVERT);
    as("requester", HOST)
        .get("/requests/" + id + "/candidates")
        .then()
        .statusCode(200)
        .body("lines[0].available", nullValue())
        .body("lines[0].round", nullValue())
        .body("lines[0].candidates", empty())
        .body("lines[0].leftOut.reason", containsInAnyOrder("outside-radius", "own-force"))
        .body("lines[0].leftOut.force", everyItem(nullValue()));
    as("requester", HOST)
        .get("/requests/" + id)
        .then()
        .body("shortfalls[0].reasons.reason", containsInAnyOrder("outside-radius", "own-force"))
        .body("shortfalls[0].reasons.assets", everyItem(nullValue()));
  }

  @Test
  void a_host_learns_of_no_call_for_what_is_covert_before_its_offer() {
    var teams = world.capability("teams", false, Sensitivity.COVERT);
    var asset = world.asset(NEAR, teams, 20);
    var id = People.authorised(body("urgent", line(1, teams, 1, 1)), 1_000_00);
    var call = world.call(id, asset).event().call();
    var path = "/calls/" + call.callId();
    as("requester", HOST).get("/requests/" + id).then().body("lines[0].calls", empty());
    as("requester", HOST).get(path).then().statusCode(404);
    as("requester", HOST).body("{}").put(path + "/order").then().statusCode(404);
    as("duty-officer", HOST)
        .body(Map.of("answer", "made"))
        .put(path + "/offer")
        .then()
        .statusCode(404);
    as("auditor").get("/requests/" + id).then().body("lines[0].calls.donor", contains(NEAR));
    as("duty-officer", NEAR).get(path).then().statusCode(200);

    People.offer(call);

    as("requester", HOST)
        .get("/requests/" + id)
        .then()
        .body("lines[0].calls.donor", contains(NEAR));
    as("requester", HOST).get(path).then().body("assetId", equalTo(asset.toString()));
  }

  @Test
  void the_auditor_sees_every_asset_and_so_it_is_told() {
    var id = unableToFill(Sensitivity.COVERT);
    seesAll(as("auditor"), id);
    as("auditor")
        .get("/requests/" + id + "/candidates")
        .then()
        .body("lines[0].leftOut.assetId", everyItem(notNullValue()));
  }

  @Test
  void a_host_sees_one_line_for_each_asset_of_what_is_open() {
    seesAll(as("requester", HOST), unableToFill(Sensitivity.OPEN));
  }

  @Test
  void the_coordinator_and_the_auditor_see_the_calls_and_deployments_of_all_forces() {
    var dogs = world.capability("dogs", false, Sensitivity.OPEN);
    var asset = world.asset(NEAR, dogs, 20);
    var id = People.authorised(body("urgent", line(1, dogs, 1, 1)), 1_000_00);
    var call = world.call(id, asset).event().call();
    for (var reader : List.of(as("coordinator"), as("auditor"), as("oversight", NEAR))) {
      lists(reader, "/calls", id, 1);
    }
    lists(as("oversight", HOST), "/calls", id, 0);
    as("auditor").get("/calls/" + call.callId()).then().body("assetId", equalTo(asset.toString()));

    People.offer(call);
    world.commit(id, call);
    world.awaitState(id, "fulfilled");
    for (var reader : List.of(as("coordinator"), as("auditor"), as("oversight", HOST))) {
      lists(reader, "/deployments", id, 1);
    }
    lists(as("oversight", FAR), "/deployments", id, 0);
  }

  private static void lists(RequestSpecification reader, String path, UUID request, int items) {
    reader.get(path + "?request=" + request).then().statusCode(200).body("items", hasSize(items));
  }

  private static void seesAll(RequestSpecification reader, UUID id) {
    reader
        .get("/requests/" + id + "/candidates")
        .then()
        .statusCode(200)
        .body("lines[0].available", equalTo(2))
        .body("lines[0].candidates.force", contains(NEAR, FAR))
        .body("lines[0].leftOut", hasSize(4))
        .body("lines[0].leftOut.force", containsInAnyOrder(NEAR, FAR, HOST, HOST));
  }

  /** Two could go, two are too far away and two are the host's own, where three are wanted. */
  private UUID unableToFill(Sensitivity sensitivity) {
    var teams = world.capability("teams", false, sensitivity);
    world.asset(NEAR, teams, 20);
    world.asset(FAR, teams, 50);
    world.asset(NEAR, teams, 450);
    world.asset(FAR, teams, 460);
    world.asset(HOST, teams, 1);
    world.asset(HOST, teams, 2);
    var id = People.authorised(body("urgent", line(1, teams, 3, 3)), 1_000_00);
    world.await(id, RequestUnableToFill.class);
    return id;
  }
}
