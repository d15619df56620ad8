package crossforce.billing;

import crossforce.contract.ForceId;
import crossforce.kit.actor.Actors;
import crossforce.kit.actor.Roles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Says whose money the present actor may look at: its own force's, or everybody's. */
@ApplicationScoped
public class Readers {
  private final Actors actors;

  Readers(Actors actors) {
    this.actors = actors;
  }

  /** The one force whose affairs are shown; empty for those who see all. */
  public Optional<ForceId> onlyForce() {
    var actor = actors.current();
    return actor.has(Roles.COORDINATOR) || actor.has(Roles.AUDITOR)
        ? Optional.empty()
        : Optional.of(actors.force());
  }

  public boolean maySee(ForceId payer, ForceId payee) {
    return onlyForce().map(force -> force.equals(payer) || force.equals(payee)).orElse(true);
  }
}
