package crossforce.broker.request.model;

import static crossforce.broker.request.model.Given.*;
import static crossforce.broker.request.model.RequestRefusal.*;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.broker.request.model.RequestCommand.*;
import crossforce.contract.Priority;
import crossforce.contract.broker.Need;
import crossforce.contract.broker.RequestEvent.*;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DeploymentRulesTest {
  private static final Need ONE_DOG = need(Priority.URGENT, line(1, DOG, 1, 1));

  @Test
  void command_passes_on_arrival_and_returns_at_release() {
    var call = ref(1, 1, 1);
    var id = call.callId();
    var given =
        sourcing(ONE_DOG, 1)
            .confirmed(call)
            .and(mobilise(id))
            .and(new ConfirmArrival(REQUEST, id, NOW))
            .and(new StartTask(REQUEST, id, NOW))
            .and(new Release(REQUEST, id, NOW));
    given
        .when(new Return(REQUEST, id, NOW, 80))
        .then(DeploymentReturned.class, RequestCompleted.class);
    var deployed =
        (Confirmed) ((Request.Known) given.after()).affair().call(id).orElseThrow().state();
    assertThat(deployed.deployment().steps())
        .extracting(Deployment.Step::commandedBy)
        .containsExactly(donor(1), HOST, HOST, donor(1), donor(1));
  }

  @Test
  void steps_come_in_order_and_say_what_is_missing() {
    var call = ref(1, 1, 1);
    var id = call.callId();
    var committed = sourcing(ONE_DOG, 1).confirmed(call);
    committed.when(new ConfirmArrival(REQUEST, id, NOW)).thenRefused(NOT_MOBILISED);
    var mobilised = committed.and(mobilise(id));
    mobilised.when(new Release(REQUEST, id, NOW)).thenRefused(NOT_ARRIVED);
    mobilised.when(mobilise(id)).then();
    mobilised
        .when(new ConfirmArrival(REQUEST, id, NOW.plusSeconds(1)))
        .thenRefused(AT_LATER_THAN_NOW);
    mobilised.when(new ConfirmArrival(REQUEST, id, NOW.minusSeconds(1))).thenRefused(AT_TOO_EARLY);
    var arrived = mobilised.and(new ConfirmArrival(REQUEST, id, NOW));
    arrived.when(new StandDown(REQUEST, id, NOW, REQUESTER, "no")).thenRefused(ALREADY_ARRIVED);
    arrived.when(new Release(REQUEST, id, NOW)).thenRefused(NOT_ON_TASK);
    arrived
        .when(new TakeOfferBack(REQUEST, id, DONOR_OFFICER, "no"))
        .thenRefused(ALREADY_MOBILISED);
  }

  private static Mobilise mobilise(crossforce.contract.CallId id) {
    return new Mobilise(REQUEST, id, NOW, new Deployment.Crew("A1", 2, NOW));
  }
}
