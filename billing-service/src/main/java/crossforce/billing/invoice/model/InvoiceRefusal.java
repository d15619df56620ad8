package crossforce.billing.invoice.model;

import crossforce.kit.decision.Refusal;

/** Why an invoice is not issued, or not shown. */
public enum InvoiceRefusal implements Refusal {
  NO_SUCH_INVOICE(
      Kind.NOT_FOUND, "There is no such invoice, or your force neither pays nor is paid by it."),
  PAYER_UNKNOWN(
      Kind.INVALID,
      "There is no such force to pay. The registry's GET /forces lists all that there are."),
  NOTHING_TO_INVOICE(
      Kind.CONFLICT,
      "That force agreed to no charge of yours in that month, or all of them stand on an invoice"
          + " already. GET /charges?state=agreed lists them."),
  INVOICE_TO_ONESELF(Kind.INVALID, "A force does not invoice itself. Name another force as payer.");

  private final Kind kind;
  private final String explanation;

  InvoiceRefusal(Kind kind, String explanation) {
    this.kind = kind;
    this.explanation = explanation;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String explanation() {
    return explanation;
  }
}
