package crossforce.registry.cover;

import crossforce.contract.Topics;
import crossforce.contract.registry.ForceEvent;
import crossforce.kit.decision.Decision.Accepted;
import crossforce.kit.decision.Decision.Refused;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.outbox.Outbox;
import crossforce.registry.cover.model.HomeCover;
import crossforce.registry.cover.model.HomeCoverRules;
import crossforce.registry.cover.model.SetHomeCover;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The only writer of lending floors. */
@ApplicationScoped
public class HomeCoverDesk {
  private final HomeCovers covers;
  private final Outbox outbox;

  HomeCoverDesk(HomeCovers covers, Outbox outbox) {
    this.covers = covers;
    this.outbox = outbox;
  }

  @Transactional(dontRollbackOn = RefusedException.class)
  public HomeCover handle(SetHomeCover command) {
    var before = covers.lock(command.force(), command.capability());
    return switch (HomeCoverRules.decide(before, command)) {
      case Refused<ForceEvent>(var why) -> throw new RefusedException(why);
      case Accepted<ForceEvent>(var events) when events.isEmpty() -> before;
      case Accepted<ForceEvent>(var events) -> {
        var after = before;
        for (var event : events) {
          after = HomeCoverRules.evolve(after, event);
        }
        covers.put(command.force(), command.capability(), after);
        outbox.append(Topics.FORCES, events);
        yield after;
      }
    };
  }
}
