package crossforce.registry.booking;

import crossforce.contract.Topics;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.DeploymentReturned;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import crossforce.registry.booking.model.BookingCommand.Return;
import jakarta.enterprise.context.ApplicationScoped;

/** When the donor has its asset back, the booking ends and the asset rests. */
@ApplicationScoped
class EndBookingWhenReturned implements Reaction<RequestEvent> {
  private final BookingDesk desk;

  EndBookingWhenReturned(BookingDesk desk) {
    this.desk = desk;
  }

  @Override
  public Topic<RequestEvent> topic() {
    return Topics.REQUESTS;
  }

  @Override
  public boolean concerns(Class<? extends RequestEvent> type) {
    return type == DeploymentReturned.class;
  }

  @Override
  public void on(RequestEvent event, Envelope envelope) {
    if (event instanceof DeploymentReturned(_, var call, var at, _, _)) {
      desk.handle(new Return(call.bookingId(), call.assetId(), at));
    }
  }
}
