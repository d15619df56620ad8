package crossforce.billing.quote;

import crossforce.contract.Topics;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.OfferMade;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import crossforce.kit.events.TooEarlyException;
import jakarta.enterprise.context.ApplicationScoped;

/** From the offer on the payer may know who would come, and what each line of the price is. */
@ApplicationScoped
class ShowThePayerWhatIsOffered implements Reaction<RequestEvent> {
  private final Quotes quotes;

  ShowThePayerWhatIsOffered(Quotes quotes) {
    this.quotes = quotes;
  }

  @Override
  public Topic<RequestEvent> topic() {
    return Topics.REQUESTS;
  }

  @Override
  public boolean concerns(Class<? extends RequestEvent> type) {
    return type == OfferMade.class;
  }

  @Override
  public void on(RequestEvent event, Envelope envelope) {
    if (event instanceof OfferMade made && !quotes.offer(made.call().quoteId())) {
      throw new TooEarlyException(made.requestId().toString());
    }
  }
}
