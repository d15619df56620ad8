package crossforce.billing.quote.model;

import crossforce.billing.tariff.model.TariffVersion.Published;
import crossforce.billing.tariff.model.Work;
import crossforce.contract.CallId;
import crossforce.contract.QuoteId;
import crossforce.contract.RequestId;
import java.util.Optional;

/** What may be asked of a quote. */
public sealed interface QuoteCommand {
  QuoteId id();

  /**
   * Price the planned work.
   *
   * @param tariff the version in force on its day, if there is one
   */
  record Give(
      RequestId requestId, QuoteId id, CallId callId, Work planned, Optional<Published> tariff)
      implements QuoteCommand {}
}
