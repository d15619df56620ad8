package crossforce.billing.quote;

import crossforce.billing.quote.model.Quote;
import crossforce.billing.quote.model.QuoteCommand;
import crossforce.billing.quote.model.QuoteRules;
import crossforce.contract.ForceId;
import crossforce.contract.Topics;
import crossforce.contract.billing.ChargeEvent;
import crossforce.kit.decision.Decision.Accepted;
import crossforce.kit.decision.Decision.Refused;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The only writer of quotes. */
@ApplicationScoped
public class QuoteDesk {
  private final Quotes quotes;
  private final Outbox outbox;

  QuoteDesk(Quotes quotes, Outbox outbox) {
    this.quotes = quotes;
    this.outbox = outbox;
  }

  /** Both parties may see the quote later, and nobody else of the forces. */
  @Transactional(dontRollbackOn = RefusedException.class)
  public Quote handle(QuoteCommand command, ForceId payer, ForceId payee) {
    var before = quotes.get(command.id());
    return switch (QuoteRules.decide(before, command)) {
      case Refused<ChargeEvent>(var why) -> throw new RefusedException(why);
      case Accepted<ChargeEvent>(var events) when events.isEmpty() -> before;
      case Accepted<ChargeEvent>(var events) -> {
        var after = before;
        for (var event : events) {
          after = QuoteRules.evolve(after, event);
        }
        quotes.put(after, payer, payee);
        outbox.append(Topics.CHARGES, events);
        yield after;
      }
    };
  }
}
