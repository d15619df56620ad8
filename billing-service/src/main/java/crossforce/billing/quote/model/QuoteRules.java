package crossforce.billing.quote.model;

import static crossforce.kit.decision.Decision.accept;

import crossforce.billing.quote.model.Quote.Given;
import crossforce.billing.quote.model.Quote.None;
import crossforce.billing.quote.model.Quote.Refused;
import crossforce.billing.quote.model.QuoteCommand.Give;
import crossforce.billing.tariff.model.Pricing;
import crossforce.contract.ShortfallReason;
import crossforce.contract.billing.ChargeEvent;
import crossforce.contract.billing.ChargeEvent.AboutCharge;
import crossforce.contract.billing.ChargeEvent.QuoteGiven;
import crossforce.contract.billing.ChargeEvent.QuoteRefused;
import crossforce.kit.decision.Decision;

/** One answer to each call: a price, or that the tariff has none; the broker waits for either. */
public final class QuoteRules {
  private QuoteRules() {}

  public static Decision<ChargeEvent> decide(Quote state, QuoteCommand command) {
    return switch (command) {
      case Give give -> decide(state, give);
    };
  }

  private static Decision<ChargeEvent> decide(Quote state, Give command) {
    return switch (state) {
      case None _ -> accept(answer(command));
      case Given _, Refused _ -> accept(); // Asked twice, answered once.
    };
  }

  private static ChargeEvent answer(Give command) {
    var price = command.tariff().flatMap(tariff -> Pricing.price(tariff, command.planned()));
    return price.isPresent()
        ? new QuoteGiven(command.requestId(), command.id(), command.callId(), price.get())
        : new QuoteRefused(
            command.requestId(), command.id(), command.callId(), ShortfallReason.NO_TARIFF);
  }

  public static Quote evolve(Quote state, ChargeEvent event) {
    return switch (event) {
      case QuoteGiven e when state instanceof None ->
          new Given(e.requestId(), e.quoteId(), e.callId(), e.price());
      case QuoteRefused e when state instanceof None ->
          new Refused(e.requestId(), e.quoteId(), e.callId(), e.reason());
      case QuoteGiven _, QuoteRefused _, AboutCharge _ ->
          throw new IllegalStateException(event + " cannot follow " + state);
    };
  }
}
