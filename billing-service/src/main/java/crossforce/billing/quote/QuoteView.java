package crossforce.billing.quote;

import crossforce.billing.PriceText;
import crossforce.billing.quote.model.Quote;
import crossforce.billing.quote.model.Quote.Given;
import crossforce.billing.quote.model.Quote.None;
import crossforce.billing.quote.model.Quote.Refused;
import crossforce.contract.CallId;
import crossforce.contract.ForceId;
import crossforce.contract.QuoteId;
import crossforce.contract.RequestId;
import crossforce.contract.ShortfallReason;
import crossforce.contract.billing.ChargeEvent.Price;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A quote as its two parties see it. */
@Schema(name = "Quote", description = "The price of one call, or why there is none.")
record QuoteView(
    QuoteId quoteId,
    RequestId requestId,
    CallId callId,
    @Schema(description = "The host force.") ForceId payer,
    @Schema(description = "The donor force.") ForceId payee,
    @Schema(enumeration = {"given", "refused"}) String state,
    @Schema(description = "Of a quote that was given. " + PriceText.DESCRIPTION)
        Optional<Price> price,
    @Schema(description = "Why it was refused.") Optional<ShortfallReason> reason) {

  static QuoteView of(Quote quote, ForceId payer, ForceId payee) {
    return switch (quote) {
      case None _ -> throw new IllegalStateException("nothing to show");
      case Given(var request, var id, var call, var price) ->
          new QuoteView(
              id, request, call, payer, payee, "given", Optional.of(price), Optional.empty());
      case Refused(var request, var id, var call, var reason) ->
          new QuoteView(
              id, request, call, payer, payee, "refused", Optional.empty(), Optional.of(reason));
    };
  }
}
