package crossforce.billing.invoice;

import crossforce.billing.invoice.model.Invoice;
import crossforce.billing.invoice.model.Invoice.Issued;
import crossforce.billing.invoice.model.Invoice.None;
import crossforce.billing.invoice.model.InvoiceRules;
import crossforce.contract.ChargeId;
import crossforce.contract.ForceId;
import crossforce.contract.InvoiceId;
import crossforce.contract.Money;
import java.time.YearMonth;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An invoice as its two parties see it. */
@Schema(name = "Invoice", description = "One payee's document for one payer; it never changes.")
record InvoiceView(
    InvoiceId invoiceId,
    @Schema(description = "Runs without a gap for each payee.", examples = "west-yorkshire-000001")
        String number,
    @Schema(description = "The host force.") ForceId payer,
    @Schema(description = "The donor force.") ForceId payee,
    @Schema(description = "The month in which the charges were agreed, British time.")
        YearMonth month,
    List<ChargeId> charges,
    @Schema(description = "Pence.") Money net,
    @Schema(description = "O: an officer lent for a statutory purpose is outside the scope of VAT.")
        String vatCategory,
    @Schema(description = "Pence.") Money vat,
    @Schema(description = "Pence.") Money total) {

  static InvoiceView of(Invoice invoice) {
    return switch (invoice) {
      case None _ -> throw new IllegalStateException("nothing to show");
      case Issued i ->
          new InvoiceView(
              i.invoiceId(),
              i.number(),
              i.payer(),
              i.payee(),
              i.month(),
              i.charges(),
              i.net(),
              InvoiceRules.VAT_CATEGORY,
              i.vat(),
              i.total());
    };
  }
}
