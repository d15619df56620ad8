package crossforce.broker.request.model;

import static crossforce.kit.decision.Decision.accept;

import crossforce.broker.request.model.CallState.Abandoned;
import crossforce.broker.request.model.CallState.Called;
import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.broker.request.model.CallState.Declined;
import crossforce.broker.request.model.CallState.Failed;
import crossforce.broker.request.model.CallState.Holding;
import crossforce.broker.request.model.CallState.Offered;
import crossforce.broker.request.model.CallState.Ordered;
import crossforce.broker.request.model.CallState.Provisional;
import crossforce.broker.request.model.CallState.Quoting;
import crossforce.broker.request.model.CallState.TakenBack;
import crossforce.broker.request.model.Request.Completed;
import crossforce.broker.request.model.Request.Fulfilled;
import crossforce.broker.request.model.Request.Known;
import crossforce.broker.request.model.Request.Open;
import crossforce.broker.request.model.Request.Over;
import crossforce.broker.request.model.Request.Submitted;
import crossforce.broker.request.model.RequestCommand.ByEvents;
import crossforce.broker.request.model.RequestCommand.EndCall;
import crossforce.broker.request.model.RequestCommand.EndWindow;
import crossforce.broker.request.model.RequestCommand.Match;
import crossforce.broker.request.model.RequestCommand.NoteCommitRefused;
import crossforce.broker.request.model.RequestCommand.NoteCommitted;
import crossforce.broker.request.model.RequestCommand.NoteHeld;
import crossforce.broker.request.model.RequestCommand.NoteHoldRefused;
import crossforce.broker.request.model.RequestCommand.NoteQuoteRefused;
import crossforce.broker.request.model.RequestCommand.NoteQuoted;
import crossforce.broker.request.model.RequestCommand.Rank;
import crossforce.contract.BookingId;
import crossforce.contract.CallId;
import crossforce.contract.ShortfallReason;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.CallAbandoned;
import crossforce.contract.broker.RequestEvent.CallExpired;
import crossforce.contract.broker.RequestEvent.CallWithdrawn;
import crossforce.contract.broker.RequestEvent.CandidatesRanked;
import crossforce.contract.broker.RequestEvent.Counted;
import crossforce.contract.broker.RequestEvent.DonorCalled;
import crossforce.contract.broker.RequestEvent.HoldRequested;
import crossforce.contract.broker.RequestEvent.LeftOut;
import crossforce.contract.broker.RequestEvent.OrderConfirmed;
import crossforce.contract.broker.RequestEvent.OrderFailed;
import crossforce.contract.broker.RequestEvent.QuoteRequested;
import crossforce.contract.broker.RequestEvent.RequestExpired;
import crossforce.contract.broker.RequestEvent.RequestUnableToFill;
import crossforce.contract.broker.RequestEvent.Shortfall;
import crossforce.kit.decision.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * How a request finds help: from the ranking over hold and price to the call, and from the order to
 * the promise. An answer that comes too late changes nothing: whatever ended the call has told the
 * registry already.
 */
final class SourcingRules {
  private SourcingRules() {}

  static Decision<RequestEvent> decide(Known state, ByEvents command, Facts facts) {
    return switch (command) {
      case Rank c -> state instanceof Open ? rank(state.affair(), c, facts) : accept();
      case NoteHeld c ->
          whenIn(Holding.class, state, c.bookingId(), (a, call) -> quote(a, call, c, facts));
      case NoteHoldRefused c ->
          whenIn(Holding.class, state, c.bookingId(), (a, call) -> abandon(a, call, c.reason()));
      case NoteQuoted c ->
          whenIn(Quoting.class, state, c.callId(), (a, call) -> call(a, call, c, facts));
      case NoteQuoteRefused c ->
          whenIn(Quoting.class, state, c.callId(), (a, call) -> abandon(a, call, c.reason()));
      case NoteCommitted c ->
          whenIn(
              Ordered.class,
              state,
              c.bookingId(),
              (a, call) -> new OrderConfirmed(a.requestId(), call.ref()));
      case NoteCommitRefused c ->
          whenIn(
              Ordered.class,
              state,
              c.bookingId(),
              (a, call) -> new OrderFailed(a.requestId(), call.ref(), c.reason()));
      case EndCall c -> endCall(state.affair(), c, facts.now());
      case EndWindow _ -> endWindow(state, facts.now());
    };
  }

  /** A capability is wanted on one line only, so no two lines want the same asset. */
  private static Decision<RequestEvent> rank(Affair affair, Rank command, Facts facts) {
    var events = new ArrayList<RequestEvent>();
    var shortfalls = new ArrayList<Shortfall>();
    for (var ranking : command.rankings()) {
      var line = affair.line(ranking.line());
      var round = line.round() + 1;
      events.add(
          new CandidatesRanked(
              affair.requestId(),
              line.number(),
              round,
              ranking.matches().stream().map(Match::candidate).toList(),
              ranking.leftOut()));
      if (ranking.matches().size() < line.missing()) {
        shortfalls.add(
            new Shortfall(
                line.number(), line.wanted().least(), line.promised(), counted(ranking.leftOut())));
      }
      ranking.matches().stream()
          .limit(Math.max(0, line.toAsk(RequestRules.atOnce(affair, facts))))
          .forEach(match -> events.add(hold(affair, line, round, match, facts)));
    }
    if (!shortfalls.isEmpty()) { // Nobody is asked in vain.
      events.removeIf(event -> event instanceof HoldRequested);
      events.add(new RequestUnableToFill(affair.requestId(), shortfalls));
    }
    return accept(events);
  }

  static List<Counted> counted(List<LeftOut> leftOut) {
    var counts = new EnumMap<ShortfallReason, Integer>(ShortfallReason.class);
    leftOut.forEach(asset -> counts.merge(asset.reason(), 1, Integer::sum));
    if (counts.isEmpty()) {
      counts.put(ShortfallReason.NO_CANDIDATE, 0);
    }
    return counts.entrySet().stream().map(e -> new Counted(e.getKey(), e.getValue())).toList();
  }

  private static HoldRequested hold(Affair affair, Line line, int round, Match match, Facts facts) {
    var need = affair.need();
    var candidate = match.candidate();
    var deadline = facts.policy().deadline(need.priority(), need.window(), facts.now());
    return new HoldRequested(
        affair.requestId(),
        CallRef.of(
            affair.requestId(), line.number(), round, candidate.assetId(), candidate.owner()),
        affair.host(),
        line.wanted().capability(),
        match.duty(),
        match.blocked(),
        deadline.plus(facts.policy().holdGrace()));
  }

  private static RequestEvent quote(Affair affair, Call call, NoteHeld held, Facts facts) {
    return new QuoteRequested(
        affair.requestId(),
        call.ref(),
        affair.host(),
        held.rateCode(),
        affair.need().priority(),
        facts.specialist(affair.line(call.ref().line()).wanted().capability()),
        call.plan().duty(),
        call.plan().travel(),
        call.plan().kilometres());
  }

  private static RequestEvent call(Affair affair, Call call, NoteQuoted quoted, Facts facts) {
    return new DonorCalled(
        affair.requestId(),
        call.ref(),
        quoted.price(),
        call.plan().holdUntil().minus(facts.policy().holdGrace()));
  }

  private static RequestEvent abandon(Affair affair, Call call, ShortfallReason reason) {
    return new CallAbandoned(affair.requestId(), call.ref(), reason);
  }

  /** The deadline is one for all stages before the order, so that no hold outlives its call. */
  private static Decision<RequestEvent> endCall(Affair affair, EndCall command, Instant now) {
    var id = command.requestId();
    return affair
        .call(command.callId())
        .map(call ->
            switch (call.state()) {
              case Holding _, Quoting _ ->
                  Decision.<RequestEvent>accept(
                      abandon(affair, call, ShortfallReason.NO_ANSWER_IN_TIME));
              case Called(_, var deadline) when !now.isBefore(deadline) ->
                  Decision.<RequestEvent>accept(new CallExpired(id, call.ref()));
              case Provisional(_, var deadline, _) when !now.isBefore(deadline) ->
                  Decision.<RequestEvent>accept(new CallExpired(id, call.ref()));
              case Offered(_, var deadline) when !now.isBefore(deadline) ->
                  Decision.<RequestEvent>accept(
                      new CallWithdrawn(id, call.ref(), CallState.NOT_ORDERED_IN_TIME));
              case Called _, Provisional _, Offered _, Ordered _, Confirmed _ ->
                  Decision.<RequestEvent>accept();
              case Declined _, CallState.Expired _, CallState.Withdrawn _, TakenBack _ ->
                  Decision.<RequestEvent>accept();
              case Abandoned _, Failed _ -> Decision.<RequestEvent>accept();
            })
        .orElse(accept());
  }

  /**
   * A request that has the least it needs is fulfilled rather than expired: whoever is still asked
   * is told that no more is needed, and an order that waits for the registry ends it with its
   * answer.
   */
  private static Decision<RequestEvent> endWindow(Known state, Instant now) {
    var affair = state.affair();
    if (now.isBefore(affair.need().window().until())) {
      return accept();
    }
    return switch (state) {
      case Open _ when affair.lines().stream().allMatch(Line::enough) ->
          accept(affair.calls().flatMap(call -> stopAsking(affair, call).stream()).toList());
      case Submitted _, Open _ -> accept(new RequestExpired(affair.requestId()));
      case Fulfilled _, Completed _, Over _ -> accept();
    };
  }

  private static Optional<RequestEvent> stopAsking(Affair affair, Call call) {
    if (!call.state().live()) {
      return Optional.empty();
    }
    return Optional.of(
        call.state().toldToDonor()
            ? new CallWithdrawn(affair.requestId(), call.ref(), CallState.NO_LONGER_NEEDED)
            : abandon(affair, call, ShortfallReason.NO_ANSWER_IN_TIME));
  }

  private static Decision<RequestEvent> whenIn(
      Class<? extends CallState> expected,
      Known state,
      BookingId booking,
      BiFunction<Affair, Call, RequestEvent> then) {
    return whenIn(expected, state, ref -> ref.bookingId().equals(booking), then);
  }

  private static Decision<RequestEvent> whenIn(
      Class<? extends CallState> expected,
      Known state,
      CallId id,
      BiFunction<Affair, Call, RequestEvent> then) {
    return whenIn(expected, state, ref -> ref.callId().equals(id), then);
  }

  private static Decision<RequestEvent> whenIn(
      Class<? extends CallState> expected,
      Known state,
      Predicate<CallRef> fits,
      BiFunction<Affair, Call, RequestEvent> then) {
    return state
        .affair()
        .callWhere(fits)
        .filter(call -> expected.isInstance(call.state()))
        .map(call -> Decision.<RequestEvent>accept(then.apply(state.affair(), call)))
        .orElse(accept());
  }
}
