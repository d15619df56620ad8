package crossforce.registry.cover.model;

import static crossforce.kit.decision.Decision.accept;
import static crossforce.kit.decision.Decision.refuse;
import static crossforce.registry.cover.model.HomeCoverRefusal.HOME_COVER_CAPABILITY_UNKNOWN;
import static crossforce.registry.cover.model.HomeCoverRefusal.HOME_COVER_OUT_OF_BOUNDS;

import crossforce.contract.registry.ForceEvent;
import crossforce.contract.registry.ForceEvent.ForceRegistered;
import crossforce.contract.registry.ForceEvent.HomeCoverSet;
import crossforce.kit.decision.Decision;
import crossforce.registry.cover.model.HomeCover.Kept;

/** Home cover may be raised above what is at home: it binds from now on and recalls nothing. */
public final class HomeCoverRules {
  public static final int MOST = 1000;

  private HomeCoverRules() {}

  public static Decision<ForceEvent> decide(HomeCover state, SetHomeCover command) {
    if (command.least() < 0 || command.least() > MOST) {
      return refuse(HOME_COVER_OUT_OF_BOUNDS);
    }
    if (!command.capabilityKnown()) {
      return refuse(HOME_COVER_CAPABILITY_UNKNOWN);
    }
    var wanted = new Kept(command.force(), command.capability(), command.least());
    return state.equals(wanted)
        ? accept()
        : accept(new HomeCoverSet(command.force(), command.capability(), command.least()));
  }

  public static HomeCover evolve(HomeCover state, ForceEvent event) {
    return switch (event) {
      case HomeCoverSet e -> new Kept(e.forceId(), e.capability(), e.least());
      case ForceRegistered _ -> state;
    };
  }
}
