package crossforce.billing.quote.model;

import crossforce.contract.CallId;
import crossforce.contract.QuoteId;
import crossforce.contract.RequestId;
import crossforce.contract.ShortfallReason;
import crossforce.contract.billing.ChargeEvent.Price;

/** None ──quote──▶ Given · None ──quote──▶ Refused. A price once given stays. */
public sealed interface Quote {
  record None() implements Quote {}

  /** The call has its price. */
  record Given(RequestId requestId, QuoteId quoteId, CallId callId, Price price) implements Quote {}

  /** There is no price, so there is no call. */
  record Refused(RequestId requestId, QuoteId quoteId, CallId callId, ShortfallReason reason)
      implements Quote {}
}
