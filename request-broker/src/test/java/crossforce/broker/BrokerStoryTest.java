package crossforce.broker;

import static crossforce.broker.People.FAR;
import static crossforce.broker.People.HOST;
import static crossforce.broker.People.NEAR;
import static crossforce.broker.People.as;
import static crossforce.broker.People.body;
import static crossforce.broker.People.line;
import static crossforce.broker.People.offer;
import static crossforce.broker.World.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import crossforce.broker.request.StoredRequests;
import crossforce.contract.Sensitivity;
import crossforce.contract.ShortfallReason;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.RequestEvent.CallWithdrawn;
import crossforce.contract.broker.RequestEvent.CandidatesRanked;
import crossforce.contract.broker.RequestEvent.DeploymentStoodDown;
import crossforce.contract.broker.RequestEvent.OrderConfirmed;
import crossforce.contract.broker.RequestEvent.OrderPlaced;
import crossforce.contract.broker.RequestEvent.RequestCompleted;
import crossforce.contract.broker.RequestEvent.RequestFulfilled;
import crossforce.contract.broker.RequestEvent.RequestUnableToFill;
import crossforce.kit.test.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
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
class BrokerStoryTest {
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
  void from_a_need_to_the_last_return() {
    // Two forces have an armed response vehicle each; so has the host itself.
    var armed = world.capability("armed", true, Sensitivity.OPEN);
    var near = world.asset(NEAR, armed, 30);
    var far = world.asset(FAR, armed, 60);
    world.asset(HOST, armed, 1);

    // West Yorkshire asks for one. The same said again is the same request.
    var id = UUID.randomUUID();
    var need = body("urgent", line(1, armed, 1, 1));
    as("requester", HOST)
        .body(need)
        .put("/requests/" + id)
        .then()
        .statusCode(201)
        .header("ETag", notNullValue())
        .body("state", equalTo("submitted"))
        .body("authorisation.state", equalTo("pending"));
    as("requester", HOST).body(need).put("/requests/" + id).then().statusCode(200);

    // A second person allows it, knowing what it is that they allow.
    as("authoriser", HOST)
        .body(Map.of("decision", "given", "spendingLimit", 1_000_00))
        .put("/requests/" + id + "/authorisation")
        .then()
        .statusCode(428);
    as("authoriser", HOST)
        .header("If-Match", People.tag(id))
        .body(Map.of("decision", "given", "spendingLimit", 1_000_00))
        .put("/requests/" + id + "/authorisation")
        .then()
        .statusCode(200)
        .body("state", equalTo("sourcing"))
        .body("authorisation.state", equalTo("given"));

    // The nearest comes first, and everybody is accounted for.
    var ranked = world.await(id, CandidatesRanked.class).event();
    assertThat(ranked.candidates()).extracting(c -> c.assetId()).containsExactly(near, far);
    assertThat(ranked.leftOut())
        .extracting(l -> l.reason())
        .containsExactly(ShortfallReason.OWN_FORCE);
    as("requester", HOST)
        .get("/requests/" + id + "/candidates")
        .then()
        .statusCode(200)
        .body("lines[0].candidates.force", contains(NEAR, FAR))
        .body("lines[0].candidates[0].assetId", nullValue());
    as("coordinator")
        .get("/requests/" + id + "/candidates")
        .then()
        .statusCode(200)
        .body("lines[0].candidates[0].assetId", equalTo(near.toString()));

    // Until its donor is asked, a call stands in its request only.
    String unasked = as("requester", HOST).get("/requests/" + id).path("lines[0].calls[0].callId");
    as("requester", HOST).get("/calls/" + unasked).then().statusCode(404);

    // The registry holds it and billing prices it: the donor is called.
    var called = world.call(id, near);
    var call = called.event().call();
    assertThat(called.event().price()).isEqualTo(PRICE);
    as("duty-officer", NEAR)
        .get("/calls?state=called&request=" + id)
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].callId", equalTo(call.callId().toString()))
        .body("items[0].assetId", equalTo(near.toString()))
        .body("items[0].price", equalTo((int) PRICE.pence()));
    as("requester", HOST)
        .get("/calls/" + call.callId())
        .then()
        .statusCode(200)
        .body("assetId", nullValue());
    as("duty-officer", FAR).get("/calls/" + call.callId()).then().statusCode(404);

    // North Yorkshire offers; within the limit that is an order at once.
    offer(call);
    var order = world.await(call, OrderPlaced.class);
    assertThat(order.event().by()).isEmpty();
    as("requester", HOST)
        .get("/requests/" + id)
        .then()
        .body("state", equalTo("sourcing"))
        .body("lines[0].calls[0].state", equalTo("ordered"))
        .body("lines[0].calls[0].assetId", equalTo(near.toString()))
        .body("rollups.committed", equalTo("none"));

    // Only when the registry has promised the time, help is coming.
    world.commit(id, call);
    world.await(call, OrderConfirmed.class);
    world.await(id, RequestFulfilled.class);
    world.awaitState(id, "fulfilled");
    as("requester", HOST)
        .get("/requests/" + id)
        .then()
        .body("rollups.committed", equalTo("all"))
        .body("rollups.inTransit", equalTo("none"));

    // The deployment goes through its stages, each told by whom it is for to tell.
    var deployment = "/deployments/" + call.deploymentId();
    as("duty-officer", HOST)
        .body(mobilisation())
        .put(deployment + "/mobilisation")
        .then()
        .statusCode(403)
        .body("type", equalTo("/problems/not-your-step"));
    step(NEAR, deployment + "/mobilisation", mobilisation(), "mobilised", NEAR);
    world.awaitState(id, "active");
    as("duty-officer", HOST)
        .body(Map.of())
        .put(deployment + "/release")
        .then()
        .statusCode(409)
        .body("type", equalTo("/problems/not-arrived"));
    step(HOST, deployment + "/arrival", Map.of(), "arrived", HOST);
    step(HOST, deployment + "/arrival", Map.of(), "arrived", HOST); // Said twice, done once.
    step(HOST, deployment + "/on-task", Map.of(), "on-task", HOST);
    step(HOST, deployment + "/release", Map.of(), "released", NEAR);
    step(NEAR, deployment + "/return", Map.of("kilometres", 84), "returned", NEAR);
    world.await(id, RequestCompleted.class);
    assertThat(People.state(id)).isEqualTo("completed");
    assertThat(world.told(id))
        .containsExactly(
            "request-submitted",
            "request-authorised",
            "request-published",
            "candidates-ranked",
            "hold-requested",
            "quote-requested",
            "donor-called",
            "offer-made",
            "order-placed",
            "order-confirmed",
            "request-fulfilled",
            "deployment-mobilised",
            "deployment-arrived",
            "deployment-on-task",
            "deployment-released",
            "deployment-returned",
            "request-completed");
    StoredRequests.assertEventsAreTheRow(world, id);
  }

  @Test
  void an_order_whose_hold_has_lapsed_does_not_wait_for_ever() {
    var dogs = world.capability("dogs", false, Sensitivity.OPEN);
    var near = world.asset(NEAR, dogs, 20);
    var far = world.asset(FAR, dogs, 50);
    var id = People.authorised(body("urgent", line(1, dogs, 1, 1)), 1_000_00);
    var first = world.call(id, near).event().call();
    offer(first);

    world.lapse(id, first);

    var second = world.call(id, far).event().call();
    offer(second);
    world.commit(id, second);
    world.awaitState(id, "fulfilled");
  }

  @Test
  void who_falls_out_is_replaced_until_nobody_is_left() {
    var dogs = world.capability("dogs", false, Sensitivity.OPEN);
    var near = world.asset(NEAR, dogs, 20);
    var far = world.asset(FAR, dogs, 50);
    var farther = world.asset(FAR, dogs, 80);
    var farthest = world.asset(NEAR, dogs, 110);
    var id = People.authorised(body("urgent", line(1, dogs, 1, 1)), 1_000_00);

    // The registry knows better about the first, the second declines.
    world.refuseHold(id, near, ShortfallReason.HOME_COVER);
    var second = world.call(id, far).event().call();
    People.answer(second, Map.of("answer", "provisional", "missing", "a handler"));
    People.answer(second, Map.of("answer", "declined", "code", "not-staffed"));

    // The third is ordered, and cannot be promised; the fourth takes its offer back.
    var third = world.call(id, farther).event().call();
    offer(third);
    world.refuseCommit(id, third, ShortfallReason.ACCREDITATION_LAPSED);
    var fourth = world.call(id, farthest).event().call();
    offer(fourth);
    world.commit(id, fourth);
    world.awaitState(id, "fulfilled");
    as("duty-officer", NEAR)
        .body(Map.of("why", "needed at home"))
        .put("/calls/" + fourth.callId() + "/offer/withdrawal")
        .then()
        .statusCode(200)
        .body("state", equalTo("withdrawn"));

    // That is an outcome with its reasons; the host sees them masked.
    var unable = world.await(id, RequestUnableToFill.class).event();
    assertThat(unable.shortfalls().getFirst().reasons())
        .extracting(counted -> counted.reason())
        .containsExactlyInAnyOrder(
            ShortfallReason.HOME_COVER,
            ShortfallReason.ACCREDITATION_LAPSED,
            ShortfallReason.DONOR_DECLINED);
    as("requester", HOST)
        .get("/requests/" + id)
        .then()
        .body("state", equalTo("unable-to-fill"))
        .body("shortfalls[0].reasons.reason", contains("not-available", "donor-declined"))
        .body("shortfalls[0].reasons.assets", contains(2, 2));
  }

  @Test
  void a_withdrawn_request_frees_everything_even_what_is_still_on_its_way() {
    var dogs = world.capability("dogs", false, Sensitivity.OPEN);
    var near = world.asset(NEAR, dogs, 20);
    var far = world.asset(FAR, dogs, 50);
    var id = People.authorised(body("urgent", line(1, dogs, 2, 2)), 1_000_00);
    var ordered = world.call(id, near).event().call();
    offer(ordered);
    var hold = world.hold(id, far);

    as("requester", HOST)
        .header("If-Match", People.tag(id))
        .body(Map.of("why", "found the suspect"))
        .put("/requests/" + id + "/withdrawal")
        .then()
        .statusCode(200)
        .body("state", equalTo("withdrawn"));
    assertThat(world.await(hold.event().call(), CallWithdrawn.class).event().why())
        .isEqualTo("request-withdrawn");

    // The promise arrives after all, and is given back.
    world.commit(id, ordered);
    world.await(id, DeploymentStoodDown.class);
    assertThat(People.state(id)).isEqualTo("withdrawn");
  }

  @Test
  void an_immediate_request_asks_twice_as_many_before_it_is_authorised() {
    var dogs = world.capability("dogs", false, Sensitivity.OPEN);
    var near = world.asset(NEAR, dogs, 20);
    var far = world.asset(FAR, dogs, 50);
    var id = People.submitted(body("immediate", line(1, dogs, 1, 1)));
    var first = world.call(id, near).event().call();
    var second = world.call(id, far).event().call();

    // The offer waits for the authorisation, and then for nothing.
    offer(second);
    as("requester", HOST)
        .put("/calls/" + second.callId() + "/order")
        .then()
        .statusCode(409)
        .body("type", equalTo("/problems/not-authorised"));
    as("authoriser", HOST)
        .header("If-Match", People.tag(id))
        .body(Map.of("decision", "given", "spendingLimit", 1_000_00))
        .put("/requests/" + id + "/authorisation")
        .then()
        .statusCode(200)
        .body("authorisation.state", equalTo("given-afterwards"));
    world.commit(id, second);
    world.await(second, OrderConfirmed.class);

    // The other is no longer needed.
    assertThat(world.await(first, CallWithdrawn.class).event().why()).isEqualTo("no-longer-needed");
    world.awaitState(id, "fulfilled");
  }

  @Test
  void beyond_the_limit_only_the_authoriser_orders_by_hand() {
    var dogs = world.capability("dogs", false, Sensitivity.OPEN);
    var near = world.asset(NEAR, dogs, 20);
    var id = People.authorised(body("urgent", line(1, dogs, 1, 1)), 399_99);
    CallRef call = world.call(id, near).event().call();
    offer(call);
    as("requester", HOST)
        .put("/calls/" + call.callId() + "/order")
        .then()
        .statusCode(409)
        .body("type", equalTo("/problems/beyond-spending-limit"));
    as("authoriser", HOST)
        .put("/calls/" + call.callId() + "/order")
        .then()
        .statusCode(200)
        .body("state", equalTo("ordered"));
    assertThat(world.await(call, OrderPlaced.class).event().by()).isPresent();
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
