package crossforce.billing.tariff;

import crossforce.billing.tariff.model.TariffCommand;
import crossforce.billing.tariff.model.TariffRules;
import crossforce.billing.tariff.model.TariffVersion;
import crossforce.contract.Topics;
import crossforce.contract.billing.TariffEvent;
import crossforce.kit.decision.Decision.Accepted;
import crossforce.kit.decision.Decision.Refused;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The only writer of tariffs. */
@ApplicationScoped
public class TariffDesk {
  private final Tariffs tariffs;
  private final Outbox outbox;

  TariffDesk(Tariffs tariffs, Outbox outbox) {
    this.tariffs = tariffs;
    this.outbox = outbox;
  }

  @Transactional(dontRollbackOn = RefusedException.class)
  public TariffVersion handle(TariffCommand command) {
    var before = tariffs.get(command.tariff(), command.version());
    return switch (TariffRules.decide(before, command)) {
      case Refused<TariffEvent>(var why) -> throw new RefusedException(why);
      case Accepted<TariffEvent>(var events) when events.isEmpty() -> before;
      case Accepted<TariffEvent>(var events) -> {
        var after = before;
        for (var event : events) {
          after = TariffRules.evolve(after, event);
        }
        tariffs.put(after);
        outbox.append(Topics.TARIFFS, events);
        yield after;
      }
    };
  }
}
