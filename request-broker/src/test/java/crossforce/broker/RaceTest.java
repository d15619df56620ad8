package crossforce.broker;

import static crossforce.broker.People.HOST;
import static crossforce.broker.People.NEAR;
import static crossforce.broker.People.as;
import static crossforce.broker.People.body;
import static crossforce.broker.People.line;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.Sensitivity;
import crossforce.kit.test.RealParts;
import crossforce.kit.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** At once: exactly one wins, and everybody is told the truth. */
@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs = @ResourceArg(name = "user", value = "broker"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class RaceTest {
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
  void of_two_authorisers_one_decides() throws Exception {
    var dogs = world.capability("dogs", false, Sensitivity.OPEN);
    for (var round = 0; round < 5; round++) {
      var id = People.submitted(body("urgent", line(1, dogs, 1, 1)));
      var tag = People.tag(id);

      var statuses =
          atOnce(() -> authorise(id, tag, "one", 500_00), () -> authorise(id, tag, "two", 900_00));

      assertThat(statuses).containsExactlyInAnyOrder(200, 412);
      assertThat(world.told(id)).doesNotHaveDuplicates();
    }
  }

  @Test
  void the_same_request_sent_at_once_is_one_request() throws Exception {
    var dogs = world.capability("dogs", false, Sensitivity.OPEN);
    for (var round = 0; round < 5; round++) {
      var id = UUID.randomUUID();
      var need = body("urgent", line(1, dogs, 1, 1));

      var statuses = atOnce(() -> submit(id, need), () -> submit(id, need));

      assertThat(statuses).containsExactlyInAnyOrder(201, 200);
    }
  }

  @Test
  void of_an_offer_and_a_withdrawal_one_comes_first_and_nothing_stays_held() throws Exception {
    var dogs = world.capability("dogs", false, Sensitivity.OPEN);
    var asset = world.asset(NEAR, dogs, 20);
    var id = People.authorised(body("urgent", line(1, dogs, 1, 1)), 1_000_00);
    var call = world.call(id, asset).event().call();
    var tag = People.tag(id);

    var statuses =
        atOnce(
            () ->
                as("duty-officer", NEAR)
                    .body(Map.of("answer", "made"))
                    .put("/calls/" + call.callId() + "/offer")
                    .statusCode(),
            () ->
                as("requester", HOST)
                    .header("If-Match", tag)
                    .body(Map.of("why", "over"))
                    .put("/requests/" + id + "/withdrawal")
                    .statusCode());

    assertThat(statuses).isIn(List.of(200, 412), List.of(409, 200));
    var ordered = People.state(id).equals("sourcing");
    assertThat(ordered).isEqualTo(statuses.equals(List.of(200, 412)));
  }

  private static int authorise(UUID id, String tag, String who, int limit) {
    return given()
        .header("Authorization", "Bearer " + Tokens.person("authoriser", HOST, "authoriser-" + who))
        .header("If-Match", tag)
        .contentType(ContentType.JSON)
        .body(Map.of("decision", "given", "spendingLimit", limit))
        .put("/requests/" + id + "/authorisation")
        .statusCode();
  }

  private static int submit(UUID id, Map<String, Object> need) {
    return as("requester", HOST).body(need).put("/requests/" + id).statusCode();
  }

  private static List<Integer> atOnce(Callable<Integer> one, Callable<Integer> two)
      throws Exception {
    var barrier = new CyclicBarrier(2);
    try (var pool = Executors.newFixedThreadPool(2)) {
      var first = pool.submit(() -> after(barrier, one));
      var second = pool.submit(() -> after(barrier, two));
      return new ArrayList<>(List.of(first.get(), second.get()));
    }
  }

  private static int after(CyclicBarrier barrier, Callable<Integer> act) throws Exception {
    barrier.await();
    return act.call();
  }
}
