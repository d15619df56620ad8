package crossforce.broker.request.model;

import static crossforce.broker.request.model.Given.*;
import static crossforce.broker.request.model.RequestRefusal.*;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.broker.request.model.RequestCommand.*;
import crossforce.contract.CallId;
import crossforce.contract.ForceId;
import crossforce.contract.Priority;
import crossforce.contract.ShortfallReason;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.Need;
import crossforce.contract.broker.RequestEvent.*;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    arrived
        .when(new StandDown(REQUEST, id, NOW, HOST, REQUESTER, "no"))
        .thenRefused(ALREADY_ARRIVED);
    arrived.when(new Release(REQUEST, id, NOW)).thenRefused(NOT_ON_TASK);
    arrived
        .when(new TakeOfferBack(REQUEST, id, DONOR_OFFICER, "no"))
        .thenRefused(ALREADY_MOBILISED);
  }

  @Test
  void setting_out_is_told_within_a_quarter_of_an_hour_or_from_an_hour_before_its_plan() {
    var id = ref(1, 1, 1).callId();
    var committed = sourcing(ONE_DOG, 1).confirmed(ref(1, 1, 1));
    committed.when(mobilise(id, NOW.minus(Duration.ofMinutes(16)))).thenRefused(AT_TOO_EARLY);
    committed.when(mobilise(id, NOW.minus(Duration.ofMinutes(15)))).then(DeploymentMobilised.class);

    // Told when the duty is long over; one drives 31 minutes to it.
    var departure = WINDOW.from().minus(Duration.ofMinutes(31));
    var late = committed.at(WINDOW.until().plus(Duration.ofDays(20)));
    late.when(mobilise(id, departure.minus(Duration.ofMinutes(61)))).thenRefused(AT_TOO_EARLY);
    late.when(mobilise(id, departure.minus(Duration.ofMinutes(60))))
        .then(DeploymentMobilised.class);
  }

  @Test
  void what_the_donor_stands_down_is_looked_for_elsewhere() {
    var call = ref(1, 1, 1);
    for (var promised : List.of(oneDog(call), oneDog(call).and(mobilise(call.callId())))) {
      promised.when(standDown(call, call.donor())).then(DeploymentStoodDown.class);
      assertThat(promised.after()).isInstanceOf(Request.Sourcing.class);
      assertThat(RequestRules.linesToRank(promised.after(), factsAt(NOW))).containsExactly(1);
      promised
          .and(standDown(call, call.donor()))
          .when(rank(promised.state(), factsAt(NOW), 2))
          .then(CandidatesRanked.class, HoldRequested.class);
      assertThat(((Request.Known) promised.after()).affair().spent())
          .containsEntry(call.assetId(), ShortfallReason.DONOR_DECLINED);
    }
  }

  @Test
  void what_nobody_can_replace_is_told_as_missing() {
    var call = ref(1, 1, 1);
    var lost = oneDog(call).and(standDown(call, call.donor()));
    lost.when(rank(lost.state(), factsAt(NOW), 1))
        .then(CandidatesRanked.class, RequestUnableToFill.class);
  }

  @Test
  void what_the_host_stands_down_is_not_needed_any_more() {
    var call = ref(1, 1, 1);
    var id = call.callId();
    var other = ref(1, 1, 2);
    var two = need(Priority.URGENT, line(1, DOG, 2, 2));
    var both = sourcing(two, 3).confirmed(call).confirmed(other);
    both.when(standDown(call, HOST)).then(DeploymentStoodDown.class);
    assertThat(((Request.Known) both.after()).affair().spent())
        .doesNotContainKey(call.assetId())
        .containsKey(other.assetId());
    oneDog(call)
        .and(mobilise(id))
        .when(standDown(call, HOST))
        .then(DeploymentStoodDown.class, RequestWithdrawn.class);
    sourcing(two, 3)
        .confirmed(call)
        .confirmed(other)
        .and(standDown(other, HOST))
        .and(mobilise(id))
        .and(new ConfirmArrival(REQUEST, id, NOW))
        .and(new StartTask(REQUEST, id, NOW))
        .and(new Release(REQUEST, id, NOW))
        .when(new Return(REQUEST, id, NOW, 80))
        .then(DeploymentReturned.class, RequestCompleted.class);
  }

  @Test
  void what_was_stood_down_before_its_side_was_said_stays_as_it_was() {
    var call = ref(1, 1, 1);
    var told =
        new DeploymentStoodDown(
            REQUEST, call, NOW, call.donor(), "no", DONOR_OFFICER, Optional.empty());
    var after = RequestRules.evolve(oneDog(call).state(), told);
    assertThat(after).isInstanceOf(Request.Fulfilled.class);
    assertThat(((Request.Known) after).affair().line(1).secured()).isEqualTo(1);
  }

  private static Given oneDog(CallRef call) {
    return sourcing(ONE_DOG, 2).confirmed(call);
  }

  private static StandDown standDown(CallRef call, ForceId side) {
    return new StandDown(REQUEST, call.callId(), NOW, side, DONOR_OFFICER, "no");
  }

  private static Mobilise mobilise(crossforce.contract.CallId id) {
    return mobilise(id, NOW);
  }

  private static Mobilise mobilise(CallId id, Instant at) {
    return new Mobilise(REQUEST, id, at, new Deployment.Crew("A1", 2, at));
  }
}
