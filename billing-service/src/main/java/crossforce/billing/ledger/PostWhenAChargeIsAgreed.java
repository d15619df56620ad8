package crossforce.billing.ledger;

import crossforce.billing.charge.Charges;
import crossforce.billing.charge.model.Charge;
import crossforce.billing.charge.model.Charge.Agreed;
import crossforce.billing.charge.model.Charge.Bill;
import crossforce.billing.charge.model.Charge.Disputed;
import crossforce.billing.charge.model.Charge.None;
import crossforce.billing.charge.model.Charge.Rated;
import crossforce.billing.ledger.model.Posting;
import crossforce.contract.Money;
import crossforce.contract.Topics;
import crossforce.contract.billing.ChargeEvent;
import crossforce.contract.billing.ChargeEvent.ChargeAgreed;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import jakarta.enterprise.context.ApplicationScoped;

/** When a payer agrees to a charge, post it in both books under the event's id. */
@ApplicationScoped
class PostWhenAChargeIsAgreed implements Reaction<ChargeEvent> {
  private final Ledger ledger;
  private final Charges charges;

  PostWhenAChargeIsAgreed(Ledger ledger, Charges charges) {
    this.ledger = ledger;
    this.charges = charges;
  }

  @Override
  public Topic<ChargeEvent> topic() {
    return Topics.CHARGES;
  }

  @Override
  public boolean concerns(Class<? extends ChargeEvent> type) {
    return type == ChargeAgreed.class;
  }

  @Override
  public void on(ChargeEvent event, Envelope envelope) {
    if (event instanceof ChargeAgreed agreed) {
      var bill = billOf(charges.find(agreed.chargeId()));
      if (bill.price().fullCost().equals(Money.ZERO)) {
        return; // Nothing is owed, and an entry of nothing is none.
      }
      ledger.post(
          Posting.ofCharge(
              envelope.id(),
              bill.requestId(),
              bill.chargeId(),
              bill.payer(),
              bill.payee(),
              bill.price().fullCost()),
          envelope.time());
    }
  }

  /** Agreed is for ever, and was committed before it was told. */
  private static Bill billOf(Charge charge) {
    return switch (charge) {
      case Agreed(var bill) -> bill;
      case None _, Rated _, Disputed _ ->
          throw new IllegalStateException("told as agreed, but it is " + charge);
    };
  }
}
