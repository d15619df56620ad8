package crossforce.billing.quote;

import crossforce.billing.quote.model.QuoteCommand.Give;
import crossforce.billing.tariff.Tariffs;
import crossforce.billing.tariff.model.Work;
import crossforce.contract.Topics;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.QuoteRequested;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import jakarta.enterprise.context.ApplicationScoped;

/** When the broker asks what a call would cost, price the plan by the tariff of its day. */
@ApplicationScoped
class QuoteWhenAsked implements Reaction<RequestEvent> {
  private final QuoteDesk desk;
  private final Tariffs tariffs;

  QuoteWhenAsked(QuoteDesk desk, Tariffs tariffs) {
    this.desk = desk;
    this.tariffs = tariffs;
  }

  @Override
  public Topic<RequestEvent> topic() {
    return Topics.REQUESTS;
  }

  @Override
  public boolean concerns(Class<? extends RequestEvent> type) {
    return type == QuoteRequested.class;
  }

  @Override
  public void on(RequestEvent event, Envelope envelope) {
    if (event instanceof QuoteRequested asked) {
      desk.handle(answer(asked), asked.host(), asked.call().donor());
    }
  }

  private Give answer(QuoteRequested asked) {
    var duty = asked.duty();
    var planned =
        Work.planned(
            asked.rateCode(),
            Work.categoryOf(asked.priority(), asked.specialist(), duty.from(), duty.until()),
            duty.from(),
            duty.until(),
            asked.travel(),
            asked.kilometres());
    return new Give(
        asked.requestId(),
        asked.call().quoteId(),
        asked.call().callId(),
        planned,
        tariffs.inForce(Tariffs.NATIONAL, planned.day()));
  }
}
