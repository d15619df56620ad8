package crossforce.broker.request;

import crossforce.broker.pool.PoolCopy;
import crossforce.broker.request.Calls.Ticket;
import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.Sensitivity;
import crossforce.kit.actor.Actors;
import crossforce.kit.actor.Roles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/**
 * What the caller may see: the coordinator and the auditor look on behalf of all forces, everybody
 * else sees their own force's affairs.
 */
@ApplicationScoped
class Sights {
  private final Actors actors;
  private final PoolCopy pool;

  Sights(Actors actors, PoolCopy pool) {
    this.actors = actors;
    this.pool = pool;
  }

  /** How much of the reasons why a capability's assets cannot come. */
  enum Sight {
    WHOLE,
    MASKED,
    /** Of a covert capability, how many assets there are is hidden too, and of whom. */
    UNCOUNTED;

    /** Whether a call in this state may be shown to its host. */
    boolean shows(CallStage state) {
      return this != UNCOUNTED || state.showsAssetToHost();
    }
  }

  /** Whose affairs; empty for all forces'. */
  Optional<ForceId> force() {
    var actor = actors.current();
    return actor.has(Roles.COORDINATOR) || actor.has(Roles.AUDITOR)
        ? Optional.empty()
        : Optional.of(actors.force());
  }

  boolean sees(Ticket call) {
    return force().map(call::concerns).orElse(true);
  }

  Sight of(CapabilityCode capability) {
    if (force().isEmpty()) {
      return Sight.WHOLE;
    }
    return covert(capability) ? Sight.UNCOUNTED : Sight.MASKED;
  }

  /** What the catalogue does not know might be. */
  private boolean covert(CapabilityCode code) {
    return Optional.ofNullable(pool.catalogue(Set.of(code)).get(code))
        .map(known -> known.capability().sensitivity() == Sensitivity.COVERT)
        .orElse(true);
  }
}
