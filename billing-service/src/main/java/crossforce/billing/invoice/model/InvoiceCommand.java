package crossforce.billing.invoice.model;

import crossforce.contract.ChargeId;
import crossforce.contract.ForceId;
import crossforce.contract.InvoiceId;
import crossforce.contract.Money;
import java.time.YearMonth;
import java.util.List;

/** What may be asked of an invoice. */
public sealed interface InvoiceCommand {
  InvoiceId id();

  /**
   * Ask one payer for what it agreed to in one month.
   *
   * @param sequence the payee's next invoice number
   * @param open the charges of the pair that were agreed in the month and stand on no invoice
   */
  record Issue(
      InvoiceId id,
      ForceId payer,
      ForceId payee,
      YearMonth month,
      long sequence,
      List<OpenCharge> open)
      implements InvoiceCommand {
    public Issue {
      open = List.copyOf(open);
    }
  }

  /** A charge that can be invoiced. */
  record OpenCharge(ChargeId id, Money amount) {}
}
