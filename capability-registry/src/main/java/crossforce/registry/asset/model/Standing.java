package crossforce.registry.asset.model;

import crossforce.contract.registry.CapabilityEvent.Capability;

/** What the register and the catalogue say about the owner and the capability of an asset. */
public sealed interface Standing {
  /** The owner is not a force that exists today. */
  record OwnerUnknown() implements Standing {}

  /** The catalogue has never had the capability. */
  record CapabilityUnknown() implements Standing {}

  /** The capability is no longer offered. */
  record CapabilityRetired() implements Standing {}

  /** All is well, and this is the standard to meet. */
  record Good(Capability capability) implements Standing {}
}
