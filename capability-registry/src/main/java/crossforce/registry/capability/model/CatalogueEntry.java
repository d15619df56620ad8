package crossforce.registry.capability.model;

import crossforce.contract.CapabilityCode;
import crossforce.contract.registry.CapabilityEvent.Capability;

/** None ──define──▶ Offered ──retire──▶ Retired ──define──▶ Offered, a version higher each time. */
public sealed interface CatalogueEntry {
  /** Never defined. */
  record None() implements CatalogueEntry {}

  /** What the catalogue says, in some version. */
  sealed interface Known extends CatalogueEntry {
    CapabilityCode code();

    int version();

    Capability capability();
  }

  /** Can be asked for. */
  record Offered(CapabilityCode code, int version, Capability capability) implements Known {}

  /** Can no longer be asked for; what is under way goes on by its last definition. */
  record Retired(CapabilityCode code, int version, Capability capability) implements Known {}
}
