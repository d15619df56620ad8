package crossforce.registry.capability.model;

import crossforce.contract.CapabilityCode;
import crossforce.contract.registry.CapabilityEvent.Capability;

/** What a capability lead can do to the catalogue. */
public sealed interface CapabilityCommand {
  CapabilityCode code();

  /** Defines a capability, or sets a new standard for it. */
  record Define(CapabilityCode code, Capability capability) implements CapabilityCommand {}

  /** Takes a capability out of the catalogue. */
  record Retire(CapabilityCode code) implements CapabilityCommand {}
}
