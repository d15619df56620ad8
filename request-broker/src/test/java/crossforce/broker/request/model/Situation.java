package crossforce.broker.request.model;

import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.broker.request.model.CallState.Offered;
import crossforce.broker.request.model.CallState.Ordered;
import crossforce.broker.request.model.CallState.Provisional;
import crossforce.broker.request.model.Request.Fulfilled;
import crossforce.broker.request.model.Request.Known;
import crossforce.broker.request.model.RequestCommand.EndCall;
import crossforce.broker.request.model.RequestCommand.EndWindow;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.*;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** What a random walk has to come across, or what it claims to have seen is not worth much. */
enum Situation {
  PROMISE_TAKEN_BACK_AND_ANOTHER_ASKED(
      turn -> turn.was(Fulfilled.class) && turn.tells(OfferWithdrawn.class) && turn.asksAnother()),
  PROMISE_TAKEN_BACK_AND_NOBODY_LEFT(turn ->
      turn.was(Fulfilled.class)
          && turn.tells(OfferWithdrawn.class)
          && turn.tells(RequestUnableToFill.class)),
  PROMISE_TAKEN_BACK_AFTER_THE_WINDOW(
      turn -> turn.was(Fulfilled.class) && turn.tells(OfferWithdrawn.class) && turn.afterWindow()),
  SPARE_PROMISE_TAKEN_BACK(turn ->
      turn.was(Fulfilled.class)
          && turn.tells(OfferWithdrawn.class)
          && turn.tells(RequestFulfilled.class)),
  ORDER_TAKEN_BACK_AND_ANOTHER_ASKED(
      turn -> turn.tells(OfferWithdrawn.class, Ordered.class) && turn.asksAnother()),
  STOOD_DOWN_BY_ITS_FORCE_AND_ANOTHER_ASKED(turn ->
      turn.was(Fulfilled.class)
          && turn.tells(DeploymentStoodDown.class, Confirmed.class)
          && turn.asksAnother()),
  ORDER_REFUSED_BY_THE_REGISTRY_AND_ANOTHER_ASKED(
      turn -> turn.tells(OrderFailed.class) && turn.asksAnother()),
  PROVISIONAL_OFFER_EXPIRED_AND_ANOTHER_ASKED(
      turn -> turn.tells(CallExpired.class, Provisional.class) && turn.asksAnother()),
  OFFER_NOT_ORDERED_IN_TIME(
      turn -> turn.command() instanceof EndCall && turn.tells(CallWithdrawn.class, Offered.class)),
  OFFER_STANDS_WHEN_THE_WINDOW_ENDS_WITH_ENOUGH(turn ->
      turn.command() instanceof EndWindow
          && turn.tells(CallWithdrawn.class, Offered.class)
          && !turn.tells(RequestExpired.class)),
  PROVISIONAL_OFFER_STANDS_WHEN_THE_WINDOW_ENDS_WITH_ENOUGH(turn ->
      turn.command() instanceof EndWindow
          && turn.tells(CallWithdrawn.class, Provisional.class)
          && !turn.tells(RequestExpired.class)),
  OFFER_STANDS_WHEN_THE_REQUEST_EXPIRES(
      turn -> turn.tells(RequestExpired.class) && turn.tells(CallWithdrawn.class, Offered.class)),
  ORDER_WAITS_FOR_THE_REGISTRY_WHEN_THE_WINDOW_ENDS(
      turn -> turn.command() instanceof EndWindow && turn.has(Ordered.class));

  /** What one command made of a request. */
  record Turn(Request before, RequestCommand command, Instant now, List<RequestEvent> events) {
    boolean was(Class<? extends Request> state) {
      return state.isInstance(before);
    }

    boolean tells(Class<? extends RequestEvent> what) {
      return events.stream().anyMatch(what::isInstance);
    }

    /** Told of a call that was this far before. */
    boolean tells(Class<? extends RequestEvent> what, Class<? extends CallState> callWas) {
      return before instanceof Known known
          && events.stream()
              .filter(what::isInstance)
              .anyMatch(event ->
                  known
                      .affair()
                      .calls()
                      .anyMatch(call -> callWas.isInstance(call.state()) && isAbout(event, call)));
    }

    private static boolean isAbout(RequestEvent event, Call call) {
      return switch (event) {
        case AboutCall e -> e.call().equals(call.ref());
        case AboutDeployment e -> e.call().equals(call.ref());
        case RequestEvent _ -> false;
      };
    }

    boolean has(Class<? extends CallState> state) {
      return before instanceof Known known
          && known.affair().calls().map(Call::state).anyMatch(state::isInstance);
    }

    boolean asksAnother() {
      return tells(HoldRequested.class);
    }

    boolean afterWindow() {
      return !now.isBefore(Given.WINDOW.until());
    }
  }

  private final Predicate<Turn> occurs;

  Situation(Predicate<Turn> occurs) {
    this.occurs = occurs;
  }

  boolean occursIn(Turn turn) {
    return occurs.test(turn);
  }
}
