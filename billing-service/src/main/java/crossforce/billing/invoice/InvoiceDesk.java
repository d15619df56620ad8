package crossforce.billing.invoice;

import static crossforce.billing.invoice.model.InvoiceRefusal.PAYER_UNKNOWN;

import crossforce.billing.charge.Charges;
import crossforce.billing.charge.Charges.Open;
import crossforce.billing.invoice.Invoices.Kept;
import crossforce.billing.invoice.model.Invoice.Issued;
import crossforce.billing.invoice.model.InvoiceCommand.Issue;
import crossforce.billing.invoice.model.InvoiceCommand.OpenCharge;
import crossforce.billing.invoice.model.InvoiceRules;
import crossforce.contract.Classification;
import crossforce.contract.ForceId;
import crossforce.contract.InvoiceId;
import crossforce.contract.Topics;
import crossforce.contract.billing.SettlementEvent;
import crossforce.kit.decision.Decision.Accepted;
import crossforce.kit.decision.Decision.Refused;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Creations;
import crossforce.kit.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;

/** The only writer of invoices. */
@ApplicationScoped
class InvoiceDesk {
  private final Invoices invoices;
  private final Charges charges;
  private final Forces forces;
  private final Creations creations;
  private final Outbox outbox;
  private final Clock clock;

  InvoiceDesk(
      Invoices invoices,
      Charges charges,
      Forces forces,
      Creations creations,
      Outbox outbox,
      Clock clock) {
    this.invoices = invoices;
    this.charges = charges;
    this.forces = forces;
    this.creations = creations;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** What a payee asks for: whom to invoice, and for which month. */
  record Order(ForceId payer, YearMonth month) {}

  @Transactional(dontRollbackOn = RefusedException.class)
  Kept issue(InvoiceId id, ForceId payee, Order order) {
    if (!forces.areKnown(order.payer())) {
      throw new RefusedException(PAYER_UNKNOWN);
    }
    if (!creations.admit("invoice", id.value(), payee, order)) {
      return invoices.get(id);
    }
    var number = invoices.nextNumber(payee);
    var open = charges.toInvoice(order.payer(), payee, order.month(), InvoiceRules.MOST_CHARGES);
    var before = invoices.get(id);
    var command = new Issue(id, order.payer(), payee, order.month(), number, priced(open));
    return switch (InvoiceRules.decide(before.state(), command)) {
      case Refused<SettlementEvent>(var why) -> throw new RefusedException(why);
      case Accepted<SettlementEvent>(var events) -> tell(before, events, number, mostSecret(open));
    };
  }

  private static List<OpenCharge> priced(List<Open> open) {
    return open.stream()
        .map(one -> one.charge().bill())
        .map(bill -> new OpenCharge(bill.chargeId(), bill.price().fullCost()))
        .toList();
  }

  /** An invoice is as secret as the most secret of its charges. */
  private static Classification mostSecret(List<Open> open) {
    return open.stream()
        .map(Open::classification)
        .max(Comparator.naturalOrder())
        .orElse(Classification.OFFICIAL);
  }

  private Kept tell(
      Kept before, List<SettlementEvent> events, long number, Classification classification) {
    var after = before.state();
    for (var event : events) {
      after = InvoiceRules.evolve(after, event);
    }
    if (after instanceof Issued issued && !events.isEmpty()) {
      var kept = invoices.put(issued, number, clock.instant());
      outbox.append(Topics.SETTLEMENTS, events, classification);
      return kept;
    }
    return before;
  }
}
