package crossforce.registry.force;

import crossforce.contract.Topics;
import crossforce.contract.registry.ForceEvent;
import crossforce.kit.decision.Decision.Accepted;
import crossforce.kit.decision.Decision.Refused;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.outbox.Outbox;
import crossforce.registry.force.model.ForceCommand;
import crossforce.registry.force.model.ForceEntry;
import crossforce.registry.force.model.ForceRules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The only writer of the register of forces. */
@ApplicationScoped
public class ForceDesk {
  private final Forces forces;
  private final Outbox outbox;

  ForceDesk(Forces forces, Outbox outbox) {
    this.forces = forces;
    this.outbox = outbox;
  }

  @Transactional(dontRollbackOn = RefusedException.class)
  public ForceEntry handle(ForceCommand command) {
    var before = forces.lock(command.id());
    return switch (ForceRules.decide(before, command)) {
      case Refused<ForceEvent>(var why) -> throw new RefusedException(why);
      case Accepted<ForceEvent>(var events) when events.isEmpty() -> before;
      case Accepted<ForceEvent>(var events) -> {
        var after = before;
        for (var event : events) {
          after = ForceRules.evolve(after, event);
        }
        forces.put(command.id(), after);
        outbox.append(Topics.FORCES, events);
        yield after;
      }
    };
  }
}
