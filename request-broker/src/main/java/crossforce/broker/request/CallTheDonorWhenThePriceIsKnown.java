package crossforce.broker.request;

import crossforce.broker.request.model.RequestCommand.NoteQuoteRefused;
import crossforce.broker.request.model.RequestCommand.NoteQuoted;
import crossforce.contract.Topics;
import crossforce.contract.billing.ChargeEvent;
import crossforce.contract.billing.ChargeEvent.QuoteGiven;
import crossforce.contract.billing.ChargeEvent.QuoteRefused;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import jakarta.enterprise.context.ApplicationScoped;

/** When billing gives a price, call the donor; when it cannot, look for somebody else. */
@ApplicationScoped
class CallTheDonorWhenThePriceIsKnown implements Reaction<ChargeEvent> {
  private final RequestDesk desk;

  CallTheDonorWhenThePriceIsKnown(RequestDesk desk) {
    this.desk = desk;
  }

  @Override
  public Topic<ChargeEvent> topic() {
    return Topics.CHARGES;
  }

  @Override
  public boolean concerns(Class<? extends ChargeEvent> type) {
    return type == QuoteGiven.class || type == QuoteRefused.class;
  }

  @Override
  public void on(ChargeEvent event, Envelope envelope) {
    switch (event) {
      case QuoteGiven e ->
          desk.handle(new NoteQuoted(e.requestId(), e.callId(), e.price().fullCost()));
      case QuoteRefused e ->
          desk.handle(new NoteQuoteRefused(e.requestId(), e.callId(), e.reason()));
      case ChargeEvent _ -> {
        // What is charged in the end is between the forces and billing.
      }
    }
  }
}
