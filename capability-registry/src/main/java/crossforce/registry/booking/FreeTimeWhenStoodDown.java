package crossforce.registry.booking;

import crossforce.contract.Topics;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.DeploymentStoodDown;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import crossforce.registry.booking.model.BookingCommand.StandDown;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * When a deployment is stood down, its time is free again, after a rest if the asset had set out.
 */
@ApplicationScoped
class FreeTimeWhenStoodDown implements Reaction<RequestEvent> {
  private final BookingDesk desk;

  FreeTimeWhenStoodDown(BookingDesk desk) {
    this.desk = desk;
  }

  @Override
  public Topic<RequestEvent> topic() {
    return Topics.REQUESTS;
  }

  @Override
  public boolean concerns(Class<? extends RequestEvent> type) {
    return type == DeploymentStoodDown.class;
  }

  @Override
  public void on(RequestEvent event, Envelope envelope) {
    if (event instanceof DeploymentStoodDown(_, var call, var at, _, _, _, _)) {
      desk.handle(new StandDown(call.bookingId(), call.assetId(), at));
    }
  }
}
