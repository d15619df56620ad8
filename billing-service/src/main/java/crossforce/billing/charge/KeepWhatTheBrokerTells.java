package crossforce.billing.charge;

import crossforce.billing.charge.model.Engagement;
import crossforce.billing.charge.model.Engagement.Known;
import crossforce.billing.charge.model.Engagement.None;
import crossforce.contract.Topics;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.AboutDeployment;
import crossforce.contract.broker.RequestEvent.QuoteRequested;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import crossforce.kit.events.TooEarlyException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;

/** When a call is to be priced or its deployment goes on, note it, before it is charged by it. */
@ApplicationScoped
@Priority(100)
class KeepWhatTheBrokerTells implements Reaction<RequestEvent> {
  private final Engagements engagements;

  KeepWhatTheBrokerTells(Engagements engagements) {
    this.engagements = engagements;
  }

  @Override
  public Topic<RequestEvent> topic() {
    return Topics.REQUESTS;
  }

  @Override
  public boolean concerns(Class<? extends RequestEvent> type) {
    return type == QuoteRequested.class || AboutDeployment.class.isAssignableFrom(type);
  }

  @Override
  public void on(RequestEvent event, Envelope envelope) {
    if (event instanceof QuoteRequested asked) {
      var before = engagements.get(asked.call().callId());
      keep(before, Engagement.evolve(before, asked), envelope);
    }
    if (event instanceof AboutDeployment told) {
      var before = engagements.get(told.call().callId());
      if (before instanceof None) {
        throw new TooEarlyException(told.requestId().toString());
      }
      keep(before, Engagement.evolve(before, told, envelope.id()), envelope);
    }
  }

  private void keep(Engagement before, Engagement after, Envelope envelope) {
    if (after instanceof Known known && !after.equals(before)) {
      engagements.put(before, known, envelope.classification());
    }
  }
}
