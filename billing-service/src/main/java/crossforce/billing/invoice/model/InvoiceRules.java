package crossforce.billing.invoice.model;

import static crossforce.billing.invoice.model.InvoiceRefusal.INVOICE_TO_ONESELF;
import static crossforce.billing.invoice.model.InvoiceRefusal.NOTHING_TO_INVOICE;
import static crossforce.kit.decision.Decision.accept;
import static crossforce.kit.decision.Decision.refuse;

import crossforce.billing.invoice.model.Invoice.Issued;
import crossforce.billing.invoice.model.Invoice.None;
import crossforce.billing.invoice.model.InvoiceCommand.Issue;
import crossforce.billing.invoice.model.InvoiceCommand.OpenCharge;
import crossforce.contract.Money;
import crossforce.contract.billing.SettlementEvent;
import crossforce.contract.billing.SettlementEvent.InvoiceIssued;
import crossforce.kit.decision.Decision;

/** Issued once, over all that is open between two forces in a month. */
public final class InvoiceRules {
  /** An officer lent for a statutory purpose is outside the scope of VAT. */
  public static final String VAT_CATEGORY = "O";

  /** More than a pair of forces agrees to in a month; what is left goes on the next invoice. */
  public static final int MOST_CHARGES = 1_000;

  private InvoiceRules() {}

  public static Decision<SettlementEvent> decide(Invoice state, InvoiceCommand command) {
    return switch (command) {
      case Issue issue -> decide(state, issue);
    };
  }

  private static Decision<SettlementEvent> decide(Invoice state, Issue command) {
    return switch (state) {
      case None _ when command.payer().equals(command.payee()) -> refuse(INVOICE_TO_ONESELF);
      case None _ when command.open().isEmpty() -> refuse(NOTHING_TO_INVOICE);
      case None _ -> accept(issue(command));
      case Issued _ -> accept();
    };
  }

  private static SettlementEvent issue(Issue command) {
    var net = command.open().stream().map(OpenCharge::amount).reduce(Money.ZERO, Money::plus);
    return new InvoiceIssued(
        command.id(),
        "%s-%06d".formatted(command.payee(), command.sequence()),
        command.payer(),
        command.payee(),
        command.month(),
        command.open().stream().map(OpenCharge::id).toList(),
        net,
        Money.ZERO,
        net);
  }

  public static Invoice evolve(Invoice state, SettlementEvent event) {
    return switch (event) {
      case InvoiceIssued e when state instanceof None ->
          new Issued(
              e.invoiceId(),
              e.number(),
              e.payer(),
              e.payee(),
              e.month(),
              e.charges(),
              e.net(),
              e.vat(),
              e.total());
      case InvoiceIssued _ -> throw new IllegalStateException(event + " cannot follow " + state);
    };
  }
}
