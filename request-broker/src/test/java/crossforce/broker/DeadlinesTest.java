package crossforce.broker;

import static crossforce.broker.People.FAR;
import static crossforce.broker.People.NEAR;
import static crossforce.broker.People.as;
import static crossforce.broker.People.body;
import static crossforce.broker.People.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import crossforce.broker.request.StoredRequests;
import crossforce.contract.Sensitivity;
import crossforce.contract.broker.RequestEvent.CallExpired;
import crossforce.contract.broker.RequestEvent.CallWithdrawn;
import crossforce.contract.broker.RequestEvent.DonorCalled;
import crossforce.contract.broker.RequestEvent.OrderConfirmed;
import crossforce.contract.broker.RequestEvent.RequestExpired;
import crossforce.contract.broker.RequestEvent.RequestFulfilled;
import crossforce.contract.wire.EventTypes;
import crossforce.kit.test.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs = @ResourceArg(name = "user", value = "broker"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeadlinesTest {
  @Test
  void who_does_not_answer_is_replaced_and_what_is_never_filled_expires() {
    try (var world = World.open()) {
      var dogs = world.capability("dogs", false, Sensitivity.OPEN);
      var near = world.asset(NEAR, dogs, 20);
      var far = world.asset(FAR, dogs, 50);
      var need = body("urgent", line(1, dogs, 1, 1));
      var id = People.authorised(need, 1_000_00);
      var silent = world.call(id, near);

      // Half an hour later the nearest has not answered: the next is asked.
      People.moveClockTo(silent.event().deadline());
      var expired = world.await(silent.event().call(), CallExpired.class);
      assertThat(expired.envelope().causationId())
          .contains(EventTypes.idOf(silent.event().call().callId().value(), DonorCalled.class));
      as("duty-officer", NEAR)
          .body(Map.of("answer", "made"))
          .put("/calls/" + silent.event().call().callId() + "/offer")
          .then()
          .statusCode(409)
          .body("type", equalTo("/problems/deadline-passed"));
      var second = world.hold(id, far);
      assertThat(second.event().call().round()).isEqualTo(2);

      // The registry never answers, and the window ends.
      People.moveClockTo(People.now().plus(Duration.ofHours(10)));
      world.awaitEnd(id);
      assertThat(People.state(id)).isIn("expired", "unable-to-fill");
      StoredRequests.assertEventsAreTheRow(world, id);
    }
  }

  @Test
  void what_has_its_least_when_its_window_ends_is_fulfilled_and_asks_nobody_any_more() {
    try (var world = World.open()) {
      var dogs = world.capability("dogs", false, Sensitivity.OPEN);
      var near = world.asset(NEAR, dogs, 1);
      var far = world.asset(FAR, dogs, 2);
      var need = body("urgent", line(1, dogs, 1, 2));
      var end = People.now().plus(Duration.ofMinutes(29));
      need.put("window", People.window(People.now(), end));
      var id = People.authorised(need, 1_000_00);
      var promised = world.call(id, near).event().call();
      People.offer(promised);
      world.commit(id, promised);
      world.await(promised, OrderConfirmed.class);
      var silent = world.call(id, far).event().call();
      assertThat(People.state(id)).isEqualTo("sourcing");

      People.moveClockTo(end);
      var fulfilled = world.await(id, RequestFulfilled.class);
      assertThat(fulfilled.envelope().causationId())
          .contains(world.await(silent, CallWithdrawn.class).envelope().id());
      assertThat(People.state(id)).isEqualTo("fulfilled");
      StoredRequests.assertEventsAreTheRow(world, id);
    }
  }

  @Test
  void a_request_that_nobody_authorises_expires_with_its_window() {
    try (var world = World.open()) {
      var dogs = world.capability("dogs", false, Sensitivity.OPEN);
      var id = People.submitted(body("planned", line(1, dogs, 1, 1)));
      People.moveClockTo(People.now().plus(Duration.ofHours(10)));
      world.await(id, RequestExpired.class);
      assertThat(People.state(id)).isEqualTo("expired");
    }
  }
}
