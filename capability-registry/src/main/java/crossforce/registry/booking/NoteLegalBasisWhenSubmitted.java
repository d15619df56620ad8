package crossforce.registry.booking;

import crossforce.contract.Topics;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.RequestSubmitted;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import jakarta.enterprise.context.ApplicationScoped;

/** When a request is submitted, the law that it asks on is noted for its holds. */
@ApplicationScoped
class NoteLegalBasisWhenSubmitted implements Reaction<RequestEvent> {
  private final BookingDesk desk;

  NoteLegalBasisWhenSubmitted(BookingDesk desk) {
    this.desk = desk;
  }

  @Override
  public Topic<RequestEvent> topic() {
    return Topics.REQUESTS;
  }

  @Override
  public boolean concerns(Class<? extends RequestEvent> type) {
    return type == RequestSubmitted.class;
  }

  @Override
  public void on(RequestEvent event, Envelope envelope) {
    if (event instanceof RequestSubmitted(var request, _, var need, _)) {
      desk.noteLegalBasis(request, need.legalBasis());
    }
  }
}
