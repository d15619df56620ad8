package crossforce.registry.booking;

import crossforce.contract.Topics;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.CallAbandoned;
import crossforce.contract.broker.RequestEvent.CallExpired;
import crossforce.contract.broker.RequestEvent.CallWithdrawn;
import crossforce.contract.broker.RequestEvent.OfferDeclined;
import crossforce.contract.broker.RequestEvent.OfferWithdrawn;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import crossforce.registry.booking.model.BookingCommand.GiveUp;
import jakarta.enterprise.context.ApplicationScoped;

/** When a call ends without a deployment, the time set aside or promised for it is free again. */
@ApplicationScoped
class GiveTimeUpWhenACallEndsWithoutOrder implements Reaction<RequestEvent> {
  private final BookingDesk desk;

  GiveTimeUpWhenACallEndsWithoutOrder(BookingDesk desk) {
    this.desk = desk;
  }

  @Override
  public Topic<RequestEvent> topic() {
    return Topics.REQUESTS;
  }

  @Override
  public void on(RequestEvent event, Envelope envelope) {
    switch (event) {
      case OfferDeclined e -> giveUp(e.call());
      case CallExpired e -> giveUp(e.call());
      case CallWithdrawn e -> giveUp(e.call());
      case CallAbandoned e -> giveUp(e.call());
      case OfferWithdrawn e -> giveUp(e.call());
      default -> {} // The others take no time from anybody.
    }
  }

  private void giveUp(CallRef call) {
    desk.handle(new GiveUp(call.bookingId(), call.assetId()));
  }
}
