package crossforce.registry.booking;

import crossforce.contract.Topics;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.AboutCall;
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
import java.util.Set;

/** When a call ends without a deployment, the time set aside or promised for it is free again. */
@ApplicationScoped
class GiveTimeUpWhenACallEndsWithoutOrder implements Reaction<RequestEvent> {
  private static final Set<Class<? extends RequestEvent>> ENDS =
      Set.of(
          OfferDeclined.class,
          CallExpired.class,
          CallWithdrawn.class,
          CallAbandoned.class,
          OfferWithdrawn.class);

  private final BookingDesk desk;

  GiveTimeUpWhenACallEndsWithoutOrder(BookingDesk desk) {
    this.desk = desk;
  }

  @Override
  public Topic<RequestEvent> topic() {
    return Topics.REQUESTS;
  }

  @Override
  public boolean concerns(Class<? extends RequestEvent> type) {
    return ENDS.contains(type);
  }

  @Override
  public void on(RequestEvent event, Envelope envelope) {
    if (event instanceof AboutCall ending && ENDS.contains(event.getClass())) {
      var call = ending.call();
      desk.handle(new GiveUp(call.bookingId(), call.assetId()));
    }
  }
}
