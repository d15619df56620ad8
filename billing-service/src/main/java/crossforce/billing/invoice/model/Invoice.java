package crossforce.billing.invoice.model;

import crossforce.contract.ChargeId;
import crossforce.contract.ForceId;
import crossforce.contract.InvoiceId;
import crossforce.contract.Money;
import java.time.YearMonth;
import java.util.List;

/** None ──issue──▶ Issued, and never changed. */
public sealed interface Invoice {
  record None() implements Invoice {}

  /** One payee's document for one payer, over charges that stand on no other. */
  record Issued(
      InvoiceId invoiceId,
      String number,
      ForceId payer,
      ForceId payee,
      YearMonth month,
      List<ChargeId> charges,
      Money net,
      Money vat,
      Money total)
      implements Invoice {
    public Issued {
      charges = List.copyOf(charges);
    }
  }
}
