package crossforce.billing.charge;

import crossforce.billing.charge.Charges.Kept;
import crossforce.billing.charge.model.ChargeCommand;
import crossforce.billing.charge.model.ChargeRules;
import crossforce.contract.Classification;
import crossforce.contract.Topics;
import crossforce.contract.billing.ChargeEvent;
import crossforce.kit.decision.Decision.Accepted;
import crossforce.kit.decision.Decision.Refused;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Versions;
import crossforce.kit.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;

/** The only writer of charges. */
@ApplicationScoped
public class ChargeDesk {
  private final Charges charges;
  private final Outbox outbox;
  private final Clock clock;

  ChargeDesk(Charges charges, Outbox outbox, Clock clock) {
    this.charges = charges;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** What follows from the events of others: a charge is as secret as the request it comes from. */
  @Transactional(dontRollbackOn = RefusedException.class)
  public Kept handle(ChargeCommand.Rate command, Classification classification) {
    return handle(command, OptionalLong.empty(), classification);
  }

  /** What a person does who has seen this version; one who repeats what is done has done it. */
  @Transactional(dontRollbackOn = RefusedException.class)
  public Kept handle(ChargeCommand command, long seen) {
    return handle(command, OptionalLong.of(seen), Classification.OFFICIAL);
  }

  private Kept handle(ChargeCommand command, OptionalLong seen, Classification atFirst) {
    var before = charges.get(command.id());
    return switch (ChargeRules.decide(before.state(), command)) {
      case Refused<ChargeEvent>(var why) -> throw new RefusedException(why);
      case Accepted<ChargeEvent>(var events) when events.isEmpty() -> before;
      case Accepted<ChargeEvent>(var events) -> {
        seen.ifPresent(version -> Versions.check(version, before.version()));
        yield tell(before, events, seen.isPresent() ? before.classification() : atFirst);
      }
    };
  }

  private Kept tell(Kept before, List<ChargeEvent> events, Classification classification) {
    var after = before.state();
    for (var event : events) {
      after = ChargeRules.evolve(after, event);
    }
    var kept = charges.put(after, classification, clock.instant());
    outbox.append(Topics.CHARGES, events, classification);
    return kept;
  }
}
