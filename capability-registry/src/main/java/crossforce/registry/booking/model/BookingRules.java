package crossforce.registry.booking.model;

import static crossforce.contract.ShortfallReason.NO_CANDIDATE;
import static crossforce.contract.ShortfallReason.TOO_LATE;
import static crossforce.kit.decision.Decision.accept;
import static crossforce.kit.decision.Decision.refuse;
import static crossforce.registry.booking.model.BookingRefusal.ASSET_HAS_SET_OUT;
import static crossforce.registry.booking.model.BookingRefusal.BOOKING_NOT_COMMITTED;
import static crossforce.registry.booking.model.BookingRefusal.BOOKING_UNKNOWN;

import crossforce.contract.ShortfallReason;
import crossforce.contract.TimeSlot;
import crossforce.contract.registry.AssetEvent.Asset;
import crossforce.contract.registry.AssetEvent.BookingCancelled;
import crossforce.contract.registry.AssetEvent.BookingCommitRefused;
import crossforce.contract.registry.AssetEvent.BookingCommitted;
import crossforce.contract.registry.AssetEvent.BookingEnded;
import crossforce.contract.registry.AssetEvent.BookingEvent;
import crossforce.contract.registry.AssetEvent.BookingHeld;
import crossforce.contract.registry.AssetEvent.BookingRefused;
import crossforce.kit.decision.Decision;
import crossforce.registry.booking.model.Booking.Cancelled;
import crossforce.registry.booking.model.Booking.Committed;
import crossforce.registry.booking.model.Booking.Ended;
import crossforce.registry.booking.model.Booking.Held;
import crossforce.registry.booking.model.Booking.None;
import crossforce.registry.booking.model.Booking.Promise;
import crossforce.registry.booking.model.Booking.Refused;
import crossforce.registry.booking.model.BookingCommand.Commit;
import crossforce.registry.booking.model.BookingCommand.GiveUp;
import crossforce.registry.booking.model.BookingCommand.Hold;
import crossforce.registry.booking.model.BookingCommand.Lapse;
import crossforce.registry.booking.model.BookingCommand.Return;
import crossforce.registry.booking.model.BookingCommand.StandDown;
import java.time.Duration;
import java.time.Instant;

/** No asset is promised twice, and none beyond what its owner and the law allow. */
public final class BookingRules {
  private BookingRules() {}

  /** Where the broker waits for an answer, "no" is an event and not a refusal. */
  public static Decision<BookingEvent> decide(
      Booking state, BookingCommand command, Circumstances circumstances, Instant now) {
    return switch (command) {
      case Hold hold -> decide(state, hold, circumstances, now);
      case Commit commit -> decide(state, commit, circumstances);
      case GiveUp _ -> giveUp(state, circumstances);
      case Lapse _ -> lapse(state, now);
      case Return(_, _, var at) -> end(state, at.plus(rest(circumstances)));
      case StandDown(_, _, var at) ->
          circumstances.deployed()
              ? end(state, at.plus(rest(circumstances)))
              : giveUp(state, circumstances);
    };
  }

  private static Decision<BookingEvent> decide(
      Booking state, Hold command, Circumstances circumstances, Instant now) {
    return switch (state) {
      case None _ when !now.isBefore(command.until()) -> refusedHold(command, TOO_LATE);
      case None _ when !isOf(command, circumstances) -> refusedHold(command, NO_CANDIDATE);
      case None _ -> {
        var promise = promise(command, circumstances);
        yield Eligibility.whyNot(promise, circumstances)
            .map(reason -> refusedHold(command, reason))
            .orElseGet(() -> held(promise, command.until()));
      }
      case Refused _, Held _, Committed _, Cancelled _, Ended _ -> accept();
    };
  }

  private static Decision<BookingEvent> decide(
      Booking state, Commit command, Circumstances circumstances) {
    return switch (state) {
      case None _, Refused _, Cancelled _ -> refusedCommit(command, TOO_LATE);
      case Held(_, var until) when !command.orderedAt().isBefore(until) -> // Half-open.
          refusedCommit(command, TOO_LATE);
      case Held(var promise, _) ->
          Eligibility.whyNot(promise, circumstances)
              .map(reason -> refusedCommit(command, reason))
              .orElseGet(() -> committed(promise));
      case Committed _, Ended _ -> accept();
    };
  }

  private static Decision<BookingEvent> giveUp(Booking state, Circumstances circumstances) {
    return switch (state) {
      case None _, Refused _, Cancelled _, Ended _ -> accept();
      case Held(var promise, _) -> cancelled(promise);
      case Committed _ when circumstances.deployed() -> refuse(ASSET_HAS_SET_OUT);
      case Committed(var promise) -> cancelled(promise);
    };
  }

  private static Decision<BookingEvent> lapse(Booking state, Instant now) {
    return switch (state) {
      case Held(var promise, var until) when !now.isBefore(until) -> cancelled(promise);
      case None _, Refused _, Held _, Committed _, Cancelled _, Ended _ -> accept();
    };
  }

  private static Decision<BookingEvent> end(Booking state, Instant freeFrom) {
    return switch (state) {
      case None _ -> refuse(BOOKING_UNKNOWN);
      case Refused _, Held _, Cancelled _ -> refuse(BOOKING_NOT_COMMITTED);
      case Committed(var promise) ->
          accept(new BookingEnded(promise.asset(), promise.id(), promise.request(), freeFrom));
      case Ended _ -> accept();
    };
  }

  public static Booking evolve(Booking state, BookingEvent event) {
    return switch (event) {
      case BookingHeld e when state instanceof None ->
          new Held(
              new Promise(e.bookingId(), e.assetId(), e.requestId(), e.duty(), e.blocked()),
              e.until());
      case BookingRefused e when state instanceof None ->
          new Refused(e.bookingId(), e.assetId(), e.requestId(), e.reason());
      case BookingCommitted _ when state instanceof Held(var promise, _) -> new Committed(promise);
      case BookingCommitRefused _ when state instanceof Held(var promise, _) ->
          new Cancelled(promise);
      case BookingCommitRefused _ when !(state instanceof Committed || state instanceof Ended) ->
          state;
      case BookingCancelled _ when state instanceof Held(var promise, _) -> new Cancelled(promise);
      case BookingCancelled _ when state instanceof Committed(var promise) ->
          new Cancelled(promise);
      case BookingEnded e when state instanceof Committed(var promise) ->
          new Ended(promise, e.freeFrom());
      case BookingHeld _,
          BookingRefused _,
          BookingCommitted _,
          BookingCommitRefused _,
          BookingCancelled _,
          BookingEnded _ ->
          throw new IllegalStateException(event + " cannot follow " + state);
    };
  }

  /** Whether the asset that is asked for is the donor's and of the capability. */
  private static boolean isOf(Hold command, Circumstances circumstances) {
    return circumstances
        .asset()
        .filter(lendable -> lendable.asset().owner().equals(command.donor()))
        .filter(lendable -> lendable.asset().capability().equals(command.capability()))
        .isPresent();
  }

  private static Promise promise(Hold command, Circumstances circumstances) {
    var asset = circumstances.asset().orElseThrow().asset();
    return new Promise(
        command.id(), command.asset(), command.request(), command.duty(), blocked(command, asset));
  }

  /** Whatever was asked for, preparation and rest are inside what is blocked. */
  public static TimeSlot blocked(Hold command, Asset asset) {
    var needed = command.duty().widenedBy(asset.preparation(), asset.rest());
    var asked = command.blocked();
    return new TimeSlot(
        asked.from().isBefore(needed.from()) ? asked.from() : needed.from(),
        asked.until().isAfter(needed.until()) ? asked.until() : needed.until());
  }

  private static Duration rest(Circumstances circumstances) {
    return circumstances.asset().map(known -> known.asset().rest()).orElse(Asset.USUAL_REST);
  }

  private static Decision<BookingEvent> held(Promise promise, Instant until) {
    return accept(
        new BookingHeld(
            promise.asset(),
            promise.id(),
            promise.request(),
            promise.duty(),
            promise.blocked(),
            until));
  }

  private static Decision<BookingEvent> refusedHold(Hold hold, ShortfallReason reason) {
    return accept(new BookingRefused(hold.asset(), hold.id(), hold.request(), reason));
  }

  private static Decision<BookingEvent> committed(Promise promise) {
    return accept(new BookingCommitted(promise.asset(), promise.id(), promise.request()));
  }

  private static Decision<BookingEvent> refusedCommit(Commit commit, ShortfallReason reason) {
    return accept(new BookingCommitRefused(commit.asset(), commit.id(), commit.request(), reason));
  }

  private static Decision<BookingEvent> cancelled(Promise promise) {
    return accept(new BookingCancelled(promise.asset(), promise.id(), promise.request()));
  }
}
