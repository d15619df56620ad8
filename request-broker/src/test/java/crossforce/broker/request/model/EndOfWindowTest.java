package crossforce.broker.request.model;

import static crossforce.broker.request.model.Given.*;

import crossforce.broker.request.model.RequestCommand.*;
import crossforce.contract.Priority;
import crossforce.contract.ShortfallReason;
import crossforce.contract.broker.Need;
import crossforce.contract.broker.RequestEvent.*;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EndOfWindowTest {
  private static final Need ONE_DOG = need(Priority.URGENT, line(1, DOG, 1, 1));
  private static final Need ONE_TO_THREE = need(Priority.URGENT, line(1, DOG, 1, 3));
  private static final EndWindow END = new EndWindow(REQUEST);

  @Test
  void the_window_s_end_expires_what_is_not_filled() {
    sourcing(ONE_DOG, 1)
        .at(WINDOW.until())
        .when(END)
        .then(RequestExpired.class, CallWithdrawn.class);
    submitted(ONE_DOG).at(WINDOW.until()).when(END).then(RequestExpired.class);
    sourcing(ONE_DOG, 1).confirmed(ref(1, 1, 1)).at(WINDOW.until()).when(END).then();
    submitted(ONE_DOG).at(WINDOW.until().minusSeconds(1)).when(END).then();
  }

  @Test
  void what_has_its_least_is_fulfilled_and_frees_who_was_still_asked() {
    sourcing(ONE_TO_THREE, 2)
        .confirmed(ref(1, 1, 1))
        .called(ref(1, 1, 2))
        .at(WINDOW.until())
        .when(END)
        .then(CallWithdrawn.class, RequestFulfilled.class);
    var notCalledYet = sourcing(ONE_TO_THREE, 2).confirmed(ref(1, 1, 1)).at(WINDOW.until());
    notCalledYet.when(END).then(CallAbandoned.class);
    notCalledYet
        .and(END)
        .when(rank(notCalledYet.state(), factsAt(WINDOW.until()), 2))
        .then(CandidatesRanked.class, RequestFulfilled.class);
  }

  @Test
  void an_order_that_waits_for_the_registry_settles_it() {
    var ordered = ref(1, 1, 2);
    orderedAtTheEnd()
        .when(new NoteCommitted(REQUEST, ordered.bookingId()))
        .then(OrderConfirmed.class, RequestFulfilled.class);
    var failed =
        orderedAtTheEnd()
            .and(
                new NoteCommitRefused(
                    REQUEST, ordered.bookingId(), ShortfallReason.ALREADY_PROMISED));
    failed
        .when(rank(failed.state(), factsAt(WINDOW.until()), 3))
        .then(CandidatesRanked.class, RequestFulfilled.class);
  }

  @Test
  void one_line_without_its_least_expires_them_all() {
    sourcing(need(Priority.URGENT, line(1, DOG, 1, 1), line(2, ARMED, 1, 1)), 1)
        .confirmed(ref(1, 1, 1))
        .called(ref(ARMED, 2, 1, 1))
        .at(WINDOW.until())
        .when(END)
        .then(RequestExpired.class, CallWithdrawn.class, DeploymentStoodDown.class);
  }

  /** One is promised, one ordered, and one was still asked. */
  private static Given orderedAtTheEnd() {
    var given =
        sourcing(ONE_TO_THREE, 3)
            .confirmed(ref(1, 1, 1))
            .offered(ref(1, 1, 2))
            .called(ref(1, 1, 3))
            .at(WINDOW.until());
    given.when(END).then(CallWithdrawn.class);
    return given.and(END);
  }
}
