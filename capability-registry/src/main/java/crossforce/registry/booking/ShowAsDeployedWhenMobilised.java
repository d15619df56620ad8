package crossforce.registry.booking;

import crossforce.contract.Topics;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.DeploymentMobilised;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import jakarta.enterprise.context.ApplicationScoped;

/** When the donor mobilises, the asset shows as deployed. */
@ApplicationScoped
class ShowAsDeployedWhenMobilised implements Reaction<RequestEvent> {
  private final BookingDesk desk;

  ShowAsDeployedWhenMobilised(BookingDesk desk) {
    this.desk = desk;
  }

  @Override
  public Topic<RequestEvent> topic() {
    return Topics.REQUESTS;
  }

  @Override
  public boolean concerns(Class<? extends RequestEvent> type) {
    return type == DeploymentMobilised.class;
  }

  @Override
  public void on(RequestEvent event, Envelope envelope) {
    if (event instanceof DeploymentMobilised(_, var call, var at, _, _, _, _)) {
      desk.setOut(call.bookingId(), call.assetId(), at);
    }
  }
}
