package crossforce.registry.force.model;

import crossforce.contract.ForceId;
import crossforce.contract.registry.ForceEvent.Force;

/** What can be asked of the register of forces. */
public sealed interface ForceCommand {
  ForceId id();

  /** Enters a force, or corrects its entry. */
  record Register(ForceId id, Force force) implements ForceCommand {}
}
