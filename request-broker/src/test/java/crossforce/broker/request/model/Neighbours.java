package crossforce.broker.request.model;

import static crossforce.broker.request.model.Given.PRICE;
import static crossforce.broker.request.model.Given.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.broker.request.model.RequestCommand.ByEvents;
import crossforce.broker.request.model.RequestCommand.EndCall;
import crossforce.broker.request.model.RequestCommand.EndWindow;
import crossforce.broker.request.model.RequestCommand.NoteCommitRefused;
import crossforce.broker.request.model.RequestCommand.NoteCommitted;
import crossforce.broker.request.model.RequestCommand.NoteHeld;
import crossforce.broker.request.model.RequestCommand.NoteHoldRefused;
import crossforce.broker.request.model.RequestCommand.NoteQuoteRefused;
import crossforce.broker.request.model.RequestCommand.NoteQuoted;
import crossforce.broker.request.model.RequestCommand.Rank;
import crossforce.contract.BookingId;
import crossforce.contract.RateCode;
import crossforce.contract.ShortfallReason;
import crossforce.contract.billing.ChargeEvent.QuoteGiven;
import crossforce.contract.billing.ChargeEvent.QuoteRefused;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.*;
import crossforce.contract.registry.AssetEvent.BookingCommitRefused;
import crossforce.contract.registry.AssetEvent.BookingCommitted;
import crossforce.contract.registry.AssetEvent.BookingHeld;
import crossforce.contract.registry.AssetEvent.BookingRefused;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.EventTypes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * The registry and billing as the contract has them: they hear the request's events in order, at
 * any time, and their answers may come in any order between assets.
 */
final class Neighbours {
  private enum Booking {
    HELD,
    COMMITTED,
    OVER
  }

  /** An answer on its way, with the id of its event. */
  record Message(RequestCommand command, UUID id) {}

  private final Random random;
  private final ArrayDeque<RequestEvent> unheard = new ArrayDeque<>();
  private final List<Message> underWay = new ArrayList<>();
  private final Map<BookingId, Booking> bookings = new HashMap<>();

  Neighbours(Random random) {
    this.random = random;
  }

  void hear(List<RequestEvent> events) {
    unheard.addAll(events);
  }

  boolean busy() {
    return !unheard.isEmpty() || !underWay.isEmpty();
  }

  /** The next answer that arrives, if any. */
  Optional<Message> next() {
    if (!unheard.isEmpty() && (underWay.isEmpty() || random.nextBoolean())) {
      react(unheard.poll());
      return Optional.empty();
    }
    return underWay.isEmpty()
        ? Optional.empty()
        : Optional.of(underWay.remove(random.nextInt(underWay.size())));
  }

  void assertNothingIsHeldFor(Affair affair) {
    for (var booking : bookings.entrySet()) {
      var call = affair.callWhere(ref -> ref.bookingId().equals(booking.getKey())).orElseThrow();
      assertThat(booking.getValue()).as("booking of %s", call).isNotEqualTo(Booking.HELD);
      if (booking.getValue() == Booking.COMMITTED) {
        assertThat(call.state()).isInstanceOf(Confirmed.class);
        assertThat(((Confirmed) call.state()).deployment().over()).isFalse();
      }
    }
    assertThat(affair.calls())
        .noneMatch(call -> call.state().live() || call.state() instanceof CallState.Ordered);
  }

  private void react(RequestEvent event) {
    switch (event) {
      case HoldRequested e -> hold(e.call());
      case QuoteRequested e -> quote(e.call());
      case OrderPlaced e -> commit(e.call());
      case OfferDeclined e -> end(e.call());
      case CallExpired e -> end(e.call());
      case CallWithdrawn e -> end(e.call());
      case CallAbandoned e -> end(e.call());
      case OfferWithdrawn e -> end(e.call());
      case DeploymentReturned e -> end(e.call());
      case DeploymentStoodDown e -> end(e.call());
      case RequestEvent _ -> {}
    }
  }

  private void hold(CallRef call) {
    var booking = call.bookingId();
    if (random.nextInt(6) == 0) {
      tell(
          new NoteHoldRefused(REQUEST, booking, ShortfallReason.ALREADY_PROMISED), booking.value());
    } else {
      bookings.put(booking, Booking.HELD);
      tell(new NoteHeld(REQUEST, booking, new RateCode("armed-crew")), booking.value());
    }
  }

  private void quote(CallRef call) {
    var id = call.callId();
    if (random.nextInt(10) == 0) {
      tell(new NoteQuoteRefused(REQUEST, id, ShortfallReason.NO_TARIFF), call.quoteId().value());
    } else {
      tell(new NoteQuoted(REQUEST, id, PRICE), call.quoteId().value());
    }
  }

  private void commit(CallRef call) {
    var booking = call.bookingId();
    if (bookings.get(booking) == Booking.HELD && random.nextInt(6) > 0) {
      bookings.put(booking, Booking.COMMITTED);
      tell(new NoteCommitted(REQUEST, booking), booking.value());
    } else {
      bookings.put(booking, Booking.OVER);
      tell(
          new NoteCommitRefused(REQUEST, booking, ShortfallReason.ACCREDITATION_LAPSED),
          booking.value());
    }
  }

  private void end(CallRef call) {
    bookings.computeIfPresent(call.bookingId(), (_, _) -> Booking.OVER);
  }

  private void tell(ByEvents command, UUID thing) {
    underWay.add(new Message(command, EventTypes.idOf(thing, typeOf(command))));
  }

  private static Class<? extends Event> typeOf(ByEvents command) {
    return switch (command) {
      case NoteHeld _ -> BookingHeld.class;
      case NoteHoldRefused _ -> BookingRefused.class;
      case NoteCommitted _ -> BookingCommitted.class;
      case NoteCommitRefused _ -> BookingCommitRefused.class;
      case NoteQuoted _ -> QuoteGiven.class;
      case NoteQuoteRefused _ -> QuoteRefused.class;
      case Rank _, EndCall _, EndWindow _ ->
          throw new IllegalArgumentException("no neighbour tells this: " + command);
    };
  }
}
