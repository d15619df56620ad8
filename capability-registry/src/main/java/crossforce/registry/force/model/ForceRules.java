package crossforce.registry.force.model;

import static crossforce.kit.decision.Decision.accept;
import static crossforce.kit.decision.Decision.refuse;
import static crossforce.registry.force.model.ForceRefusal.FORCE_ENDS_BEFORE_IT_BEGINS;

import crossforce.contract.registry.ForceEvent;
import crossforce.contract.registry.ForceEvent.Force;
import crossforce.contract.registry.ForceEvent.ForceRegistered;
import crossforce.contract.registry.ForceEvent.HomeCoverSet;
import crossforce.kit.decision.Decision;
import crossforce.registry.force.model.ForceCommand.Register;
import crossforce.registry.force.model.ForceEntry.Registered;

/** The register of forces: the latest entry holds. */
public final class ForceRules {
  private ForceRules() {}

  public static Decision<ForceEvent> decide(ForceEntry state, ForceCommand command) {
    return switch (command) {
      case Register(_, var force) when endsBeforeItBegins(force) ->
          refuse(FORCE_ENDS_BEFORE_IT_BEGINS);
      case Register(var id, var force) when state.equals(new Registered(id, force)) -> accept();
      case Register(var id, var force) -> accept(new ForceRegistered(id, force));
    };
  }

  public static ForceEntry evolve(ForceEntry state, ForceEvent event) {
    return switch (event) {
      case ForceRegistered e -> new Registered(e.forceId(), e.force());
      case HomeCoverSet _ -> state; // Its own aggregate.
    };
  }

  private static boolean endsBeforeItBegins(Force force) {
    return force.from().isPresent()
        && force.until().isPresent()
        && !force.from().get().isBefore(force.until().get());
  }
}
