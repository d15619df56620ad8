package crossforce.registry.booking;

import crossforce.contract.Topics;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.HoldRequested;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import crossforce.registry.booking.model.BookingCommand.Hold;
import jakarta.enterprise.context.ApplicationScoped;

/** When the broker asks for a hold, the asset's time is set aside, or why not is told. */
@ApplicationScoped
class SetTimeAsideWhenAHoldIsRequested implements Reaction<RequestEvent> {
  private final BookingDesk desk;

  SetTimeAsideWhenAHoldIsRequested(BookingDesk desk) {
    this.desk = desk;
  }

  @Override
  public Topic<RequestEvent> topic() {
    return Topics.REQUESTS;
  }

  @Override
  public boolean concerns(Class<? extends RequestEvent> type) {
    return type == HoldRequested.class;
  }

  @Override
  public void on(RequestEvent event, Envelope envelope) {
    if (event
        instanceof
        HoldRequested(var request, var call, _, var capability, var duty, var blocked, var until)) {
      desk.handle(
          new Hold(
              call.bookingId(),
              call.assetId(),
              request,
              call.donor(),
              capability,
              duty,
              blocked,
              until));
    }
  }
}
