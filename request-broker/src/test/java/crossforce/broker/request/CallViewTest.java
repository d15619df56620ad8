package crossforce.broker.request;

import static crossforce.broker.request.model.Given.NOW;
import static crossforce.broker.request.model.Given.ref;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.broker.request.model.Call;
import crossforce.broker.request.model.CallState;
import crossforce.broker.request.model.CallState.Abandoned;
import crossforce.broker.request.model.CallState.Called;
import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.broker.request.model.CallState.Declined;
import crossforce.broker.request.model.CallState.Expired;
import crossforce.broker.request.model.CallState.Failed;
import crossforce.broker.request.model.CallState.Holding;
import crossforce.broker.request.model.CallState.Offered;
import crossforce.broker.request.model.CallState.Ordered;
import crossforce.broker.request.model.CallState.Provisional;
import crossforce.broker.request.model.CallState.Quoting;
import crossforce.broker.request.model.CallState.TakenBack;
import crossforce.broker.request.model.CallState.Withdrawn;
import crossforce.broker.request.model.Deployment;
import crossforce.contract.Money;
import crossforce.contract.ShortfallReason;
import crossforce.contract.TimeSlot;
import crossforce.contract.broker.DeclineCode;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CallViewTest {
  private static final Money PRICE = new Money(120_00);
  private static final Called CALLED = new Called(PRICE, NOW);
  private static final Provisional PROVISIONAL = new Provisional(PRICE, NOW, "a handler");
  private static final Offered OFFERED = new Offered(PRICE, NOW);
  private static final Ordered ORDERED = new Ordered(PRICE);
  private static final Confirmed CONFIRMED = new Confirmed(PRICE, new Deployment.Committed());
  private static final List<CallState> ALL =
      List.of(
          new Holding(),
          new Quoting(),
          CALLED,
          PROVISIONAL,
          OFFERED,
          ORDERED,
          CONFIRMED,
          new Declined(DeclineCode.values()[0]),
          new Expired(),
          new Withdrawn("no longer needed", true),
          new TakenBack("the dog is ill"),
          new Abandoned(ShortfallReason.DONOR_DECLINED),
          new Failed(ShortfallReason.DONOR_DECLINED));

  @Test
  void a_call_has_a_price_from_being_told_to_the_donor_to_the_promise() {
    assertThat(those(call -> CallView.priceOf(call).isPresent()))
        .containsExactly(CALLED, PROVISIONAL, OFFERED, ORDERED, CONFIRMED);
  }

  @Test
  void a_call_has_a_deadline_as_long_as_somebody_has_to_answer() {
    assertThat(those(call -> CallView.deadlineOf(call).isPresent()))
        .containsExactly(CALLED, PROVISIONAL, OFFERED);
  }

  private static List<CallState> those(Predicate<Call> shown) {
    var plan = new Call.Plan(new TimeSlot(NOW, NOW.plusSeconds(60)), NOW, Duration.ZERO, 0);
    return ALL.stream().filter(state -> shown.test(new Call(ref(1, 1, 1), plan, state))).toList();
  }
}
