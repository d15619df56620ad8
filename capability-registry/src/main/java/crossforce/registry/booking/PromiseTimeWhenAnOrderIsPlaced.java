package crossforce.registry.booking;

import crossforce.contract.Topics;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.OrderPlaced;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import crossforce.registry.booking.model.BookingCommand.Commit;
import jakarta.enterprise.context.ApplicationScoped;

/** When the host takes the offer, the time that is set aside is promised, or why not is told. */
@ApplicationScoped
class PromiseTimeWhenAnOrderIsPlaced implements Reaction<RequestEvent> {
  private final BookingDesk desk;

  PromiseTimeWhenAnOrderIsPlaced(BookingDesk desk) {
    this.desk = desk;
  }

  @Override
  public Topic<RequestEvent> topic() {
    return Topics.REQUESTS;
  }

  @Override
  public boolean concerns(Class<? extends RequestEvent> type) {
    return type == OrderPlaced.class;
  }

  @Override
  public void on(RequestEvent event, Envelope envelope) {
    if (event instanceof OrderPlaced order) {
      var call = order.call();
      // Judged by when it was placed, however late we learn of it.
      desk.handle(new Commit(call.bookingId(), call.assetId(), order.requestId(), envelope.time()));
    }
  }
}
