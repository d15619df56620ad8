package crossforce.broker.request.model;

import static crossforce.broker.request.model.Given.*;
import static crossforce.broker.request.model.RequestRefusal.*;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.broker.request.model.RequestCommand.*;
import crossforce.contract.ActorId;
import crossforce.contract.Money;
import crossforce.contract.Priority;
import crossforce.contract.ShortfallReason;
import crossforce.contract.TimeSlot;
import crossforce.contract.broker.DeclineCode;
import crossforce.contract.broker.Need;
import crossforce.contract.broker.Need.FirearmsAuthority;
import crossforce.contract.broker.RequestEvent.*;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestRulesTest {
  private static final Need ONE_DOG = need(Priority.URGENT, line(1, DOG, 1, 1));
  private static final Need TWO_DOGS = need(Priority.URGENT, line(1, DOG, 2, 2));
  private static final Need ONE_ARMED = need(Priority.URGENT, line(1, ARMED, 1, 1));

  // Who allows it.

  @Test
  void who_asks_cannot_authorise() {
    submitted(ONE_DOG).when(new Authorise(REQUEST, REQUESTER, LIMIT)).thenRefused(SAME_PERSON);
    submitted(ONE_DOG)
        .when(new RefuseAuthorisation(REQUEST, REQUESTER, "no"))
        .thenRefused(SAME_PERSON);
  }

  @Test
  void authorised_is_published_and_said_again_changes_nothing() {
    submitted(ONE_DOG)
        .when(new Authorise(REQUEST, AUTHORISER, LIMIT))
        .then(RequestAuthorised.class, RequestPublished.class);
    sourcing(ONE_DOG, 1).when(new Authorise(REQUEST, AUTHORISER, LIMIT)).then();
    sourcing(ONE_DOG, 1)
        .when(new Authorise(REQUEST, new ActorId("authoriser-2"), LIMIT))
        .thenRefused(ALREADY_AUTHORISED);
  }

  @Test
  void an_immediate_request_is_published_first_and_asks_twice_as_many() {
    var immediate = need(Priority.IMMEDIATE, line(1, DOG, 1, 1));
    var given = submitted(immediate);
    given.when(rank(given.state(), factsAt(NOW), 4));
    given.then(CandidatesRanked.class, HoldRequested.class, HoldRequested.class);
  }

  @Test
  void orders_wait_for_the_authorisation_and_come_with_it() {
    var immediate = need(Priority.IMMEDIATE, line(1, DOG, 1, 1));
    submitted(immediate)
        .ranked(1)
        .offered(ref(1, 1, 1))
        .when(new Authorise(REQUEST, AUTHORISER, LIMIT))
        .then(RequestAuthorised.class, OrderPlaced.class);
  }

  @Test
  void a_refused_authorisation_withdraws_the_request() {
    submitted(need(Priority.IMMEDIATE, line(1, DOG, 1, 1)))
        .ranked(1)
        .when(new RefuseAuthorisation(REQUEST, AUTHORISER, "not proportionate"))
        .then(AuthorisationRefused.class, CallWithdrawn.class);
  }

  // Who is asked.

  @Test
  void as_many_are_asked_as_are_missing() {
    var given = submitted(TWO_DOGS).and(new Authorise(REQUEST, AUTHORISER, LIMIT));
    given
        .when(rank(given.state(), factsAt(NOW), 5))
        .then(CandidatesRanked.class, HoldRequested.class, HoldRequested.class);
  }

  @Test
  void nobody_is_asked_in_vain_when_one_line_cannot_be_filled() {
    var need = need(Priority.URGENT, line(1, DOG, 1, 1), line(2, ARMED, 3, 3));
    var given = submitted(need).and(new Authorise(REQUEST, AUTHORISER, LIMIT));
    given
        .when(rank(given.state(), factsAt(NOW), 2))
        .then(CandidatesRanked.class, CandidatesRanked.class, RequestUnableToFill.class);
    assertThat(((Request.UnableToFill) given.after()).shortfalls())
        .extracting(Shortfall::line)
        .containsExactly(2);
  }

  @Test
  void each_line_asks_for_what_it_is_missing_and_more_when_life_is_in_danger() {
    var immediate = need(Priority.IMMEDIATE, line(1, ARMED, 1, 2), line(2, DOG, 1, 1));
    assertThat(askedByLine(immediate, 1)).containsExactly(1, 2);
    assertThat(askedByLine(immediate, 3)).containsExactly(1, 1, 1, 2, 2);
    assertThat(askedByLine(immediate, 6)).containsExactly(1, 1, 1, 1, 2, 2);
  }

  @Test
  void deadlines_follow_the_priority_and_holds_outlive_them() {
    assertThat(holdOf(Priority.IMMEDIATE)).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
    assertThat(holdOf(Priority.URGENT)).isEqualTo(NOW.plus(Duration.ofMinutes(35)));
    var far = new TimeSlot(NOW.plus(Duration.ofDays(9)), NOW.plus(Duration.ofDays(10)));
    var near = new TimeSlot(NOW.plus(Duration.ofHours(30)), NOW.plus(Duration.ofHours(40)));
    assertThat(POLICY.deadline(Priority.PLANNED, far, NOW)).isEqualTo(NOW.plus(Duration.ofDays(2)));
    assertThat(POLICY.deadline(Priority.PLANNED, near, NOW))
        .isEqualTo(NOW.plus(Duration.ofHours(6)));
    assertThat(POLICY.deadline(Priority.PLANNED, WINDOW, NOW))
        .isEqualTo(NOW.plus(Duration.ofMinutes(30)));
  }

  // What donors answer.

  @Test
  void an_offer_within_the_limit_is_ordered_at_once_and_counts_before_the_deadline_only() {
    var call = ref(1, 1, 1);
    sourcing(ONE_DOG, 1)
        .called(call)
        .at(NOW.plus(Duration.ofMinutes(30)).minusNanos(1000))
        .when(new MakeOffer(REQUEST, call.callId(), DONOR_OFFICER, true))
        .then(OfferMade.class, OrderPlaced.class);
    sourcing(ONE_DOG, 1)
        .called(call)
        .at(NOW.plus(Duration.ofMinutes(30)))
        .when(new MakeOffer(REQUEST, call.callId(), DONOR_OFFICER, true))
        .thenRefused(DEADLINE_PASSED);
  }

  @Test
  void the_sum_of_orders_stays_within_the_limit() {
    var three = need(Priority.URGENT, line(1, DOG, 3, 3));
    sourcing(three, 3)
        .offered(ref(1, 1, 1))
        .offered(ref(1, 1, 2))
        .called(ref(1, 1, 3))
        .when(new MakeOffer(REQUEST, ref(1, 1, 3).callId(), DONOR_OFFICER, true))
        .then(OfferMade.class);
  }

  @Test
  void beyond_the_limit_only_a_second_person_orders() {
    var call = ref(1, 1, 1);
    var given =
        submitted(ONE_DOG)
            .and(new Authorise(REQUEST, AUTHORISER, new Money(399_99)))
            .ranked(1)
            .offered(call);
    given
        .when(new PlaceOrder(REQUEST, call.callId(), REQUESTER, true))
        .thenRefused(BEYOND_SPENDING_LIMIT);
    given
        .when(new PlaceOrder(REQUEST, call.callId(), AUTHORISER, false))
        .thenRefused(BEYOND_SPENDING_LIMIT);
    given.when(new PlaceOrder(REQUEST, call.callId(), AUTHORISER, true)).then(OrderPlaced.class);
  }

  @Test
  void armed_help_waits_for_ratification_and_is_then_ordered_by_hand() {
    var call = ref(ARMED, 1, 1, 1);
    var pending = new FirearmsAuthority("Commander", NOW, true);
    var given = sourcing(with(ONE_ARMED, Optional.of(pending)), 1).offered(call);
    var order = new PlaceOrder(REQUEST, call.callId(), REQUESTER, false);
    given.when(order).thenRefused(AUTHORITY_PENDING);
    var ratify = new Ratify(REQUEST, AUTHORISER, "Commander", NOW);
    given.when(ratify).then(FirearmsAuthorityRatified.class);
    given.and(ratify).when(order).then(OrderPlaced.class);
    given.when(ratify).then();
    sourcing(ONE_ARMED, 1).when(ratify).thenRefused(AUTHORITY_NOT_PENDING);
  }

  @Test
  void a_provisional_offer_can_be_made_firm_or_declined() {
    var call = ref(1, 1, 1);
    var given =
        sourcing(ONE_DOG, 1)
            .called(call)
            .and(new OfferProvisionally(REQUEST, call.callId(), DONOR_OFFICER, "a driver"));
    given
        .when(new MakeOffer(REQUEST, call.callId(), DONOR_OFFICER, true))
        .then(OfferMade.class, OrderPlaced.class);
    given
        .when(new Decline(REQUEST, call.callId(), DONOR_OFFICER, DeclineCode.NOT_STAFFED))
        .then(OfferDeclined.class);
  }

  @Test
  void nobody_answers_a_call_that_was_not_made_yet() {
    sourcing(ONE_DOG, 1)
        .when(new MakeOffer(REQUEST, ref(1, 1, 1).callId(), DONOR_OFFICER, true))
        .thenRefused(NO_SUCH_CALL);
  }

  // What is promised.

  @Test
  void the_last_needed_promise_fulfils_and_frees_the_superfluous() {
    var immediate = need(Priority.IMMEDIATE, line(1, DOG, 1, 1));
    var given =
        submitted(immediate)
            .ranked(2)
            .and(new Authorise(REQUEST, AUTHORISER, LIMIT))
            .called(ref(1, 1, 2))
            .offered(ref(1, 1, 1));
    given
        .when(new NoteCommitted(REQUEST, ref(1, 1, 1).bookingId()))
        .then(OrderConfirmed.class, CallWithdrawn.class, RequestFulfilled.class);
  }

  @Test
  void a_promise_taken_back_opens_the_search_again() {
    var call = ref(1, 1, 1);
    var given = sourcing(ONE_DOG, 2).confirmed(call);
    assertThat(given.state()).isInstanceOf(Request.Fulfilled.class);
    given
        .when(new TakeOfferBack(REQUEST, call.callId(), DONOR_OFFICER, "needed at home"))
        .then(OfferWithdrawn.class);
    assertThat(RequestRules.linesToRank(given.after(), factsAt(NOW))).containsExactly(1);
  }

  @Test
  void what_cannot_be_promised_leaves_a_gap_with_its_reason() {
    var call = ref(1, 1, 1);
    var given = sourcing(ONE_DOG, 2).offered(call);
    given
        .when(
            new NoteCommitRefused(REQUEST, call.bookingId(), ShortfallReason.ACCREDITATION_LAPSED))
        .then(OrderFailed.class);
    assertThat(((Request.Known) given.after()).affair().spent())
        .containsEntry(call.assetId(), ShortfallReason.ACCREDITATION_LAPSED);
  }

  // When it ends.

  @Test
  void a_promise_for_a_withdrawn_request_is_given_back() {
    var call = ref(1, 1, 1);
    sourcing(ONE_DOG, 1)
        .offered(call)
        .and(new Withdraw(REQUEST, REQUESTER, "over"))
        .when(new NoteCommitted(REQUEST, call.bookingId()))
        .then(OrderConfirmed.class, DeploymentStoodDown.class);
  }

  @Test
  void a_late_hold_for_a_withdrawn_request_changes_nothing() {
    var call = ref(1, 1, 1);
    sourcing(ONE_DOG, 1)
        .and(new Withdraw(REQUEST, REQUESTER, "over"))
        .when(
            new NoteHeld(REQUEST, call.bookingId(), new crossforce.contract.RateCode("armed-crew")))
        .then();
  }

  @Test
  void a_withdrawn_request_turns_round_what_has_not_arrived() {
    var call = ref(1, 1, 1);
    var onTheWay = sourcing(ONE_DOG, 1).confirmed(call).and(mobilise(call.callId()));
    onTheWay
        .when(new Withdraw(REQUEST, REQUESTER, "over"))
        .then(RequestWithdrawn.class, DeploymentStoodDown.class);
    onTheWay
        .and(new ConfirmArrival(REQUEST, call.callId(), NOW))
        .when(new Withdraw(REQUEST, REQUESTER, "over"))
        .then(RequestWithdrawn.class);
  }

  @Test
  void who_does_not_answer_and_what_is_not_ordered_in_time_leaves_a_gap() {
    var call = ref(1, 1, 1);
    var end = new EndCall(REQUEST, call.callId());
    sourcing(ONE_DOG, 1)
        .called(call)
        .at(NOW.plus(Duration.ofMinutes(30)))
        .when(end)
        .then(CallExpired.class);
    sourcing(ONE_DOG, 1).at(NOW.plus(Duration.ofMinutes(30))).when(end).then(CallAbandoned.class);
    var waiting =
        submitted(ONE_DOG)
            .and(new Authorise(REQUEST, AUTHORISER, new Money(1)))
            .ranked(1)
            .offered(call)
            .at(NOW.plus(Duration.ofMinutes(30)));
    waiting.when(end).then(CallWithdrawn.class);
    assertThat(((Request.Known) waiting.after()).affair().spent())
        .containsEntry(call.assetId(), ShortfallReason.PRICE_REFUSED);
  }

  private static List<Integer> askedByLine(Need need, int candidates) {
    var given = submitted(need).and(new Authorise(REQUEST, AUTHORISER, LIMIT)).ranked(candidates);
    var calls = ((Request.Known) given.state()).affair().calls().toList();
    assertThat(calls).extracting(call -> call.ref().assetId()).doesNotHaveDuplicates();
    return calls.stream().map(call -> call.ref().line()).toList();
  }

  private static Mobilise mobilise(crossforce.contract.CallId id) {
    return new Mobilise(REQUEST, id, NOW, new Deployment.Crew("A1", 2, NOW));
  }

  private static Instant holdOf(Priority priority) {
    var given = sourcing(need(priority, line(1, DOG, 1, 1)), 1);
    return ((Request.Known) given.state())
        .affair()
        .call(ref(1, 1, 1).callId())
        .orElseThrow()
        .plan()
        .holdUntil();
  }
}
