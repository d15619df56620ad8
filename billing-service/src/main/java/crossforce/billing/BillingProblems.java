package crossforce.billing;

import crossforce.billing.charge.model.ChargeRefusal;
import crossforce.billing.invoice.model.InvoiceRefusal;
import crossforce.billing.ledger.LedgerRefusal;
import crossforce.billing.quote.model.QuoteRefusal;
import crossforce.billing.tariff.model.TariffRefusal;
import crossforce.kit.decision.Refusal;
import crossforce.kit.http.ProblemCatalogue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Gives every refusal of this service its page under {@code /problems}. */
@ApplicationScoped
class BillingProblems implements ProblemCatalogue {
  @Override
  public List<Refusal> refusals() {
    return Stream.<Refusal[]>of(
            TariffRefusal.values(),
            QuoteRefusal.values(),
            ChargeRefusal.values(),
            LedgerRefusal.values(),
            InvoiceRefusal.values())
        .flatMap(Arrays::stream)
        .toList();
  }
}
