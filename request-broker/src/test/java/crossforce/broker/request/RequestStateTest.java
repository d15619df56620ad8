package crossforce.broker.request;

import static crossforce.broker.request.model.Given.DOG;
import static crossforce.broker.request.model.Given.HOST;
import static crossforce.broker.request.model.Given.NOW;
import static crossforce.broker.request.model.Given.REQUEST;
import static crossforce.broker.request.model.Given.REQUESTER;
import static crossforce.broker.request.model.Given.line;
import static crossforce.broker.request.model.Given.need;
import static crossforce.broker.request.model.Given.ref;
import static crossforce.broker.request.model.Given.sourcing;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.broker.request.model.Deployment.Crew;
import crossforce.broker.request.model.Given;
import crossforce.broker.request.model.Request.Known;
import crossforce.broker.request.model.RequestCommand.Mobilise;
import crossforce.broker.request.model.RequestCommand.StandDown;
import crossforce.contract.Priority;
import crossforce.contract.broker.CallRef;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestStateTest {
  private static final CallRef ONE = ref(1, 1, 1);

  @Test
  void help_that_never_set_out_makes_no_request_active() {
    assertThat(shown(promised())).isEqualTo(RequestState.FULFILLED);
    assertThat(shown(promised().and(standDown()))).isEqualTo(RequestState.FULFILLED);
  }

  @Test
  void help_on_its_way_makes_a_request_active_and_so_it_stays() {
    assertThat(shown(promised().and(mobilise()))).isEqualTo(RequestState.ACTIVE);
    assertThat(shown(promised().and(mobilise()).and(standDown()))).isEqualTo(RequestState.ACTIVE);
  }

  private static Given promised() {
    return sourcing(need(Priority.URGENT, line(1, DOG, 2, 2)), 2)
        .confirmed(ONE)
        .confirmed(ref(1, 1, 2));
  }

  private static Mobilise mobilise() {
    return new Mobilise(REQUEST, ONE.callId(), NOW, new Crew("A1", 2, NOW));
  }

  private static StandDown standDown() {
    return new StandDown(REQUEST, ONE.callId(), NOW, HOST, REQUESTER, "not needed");
  }

  private static RequestState shown(Given given) {
    return RequestState.of((Known) given.state());
  }
}
