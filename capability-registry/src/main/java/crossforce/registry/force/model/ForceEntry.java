package crossforce.registry.force.model;

import crossforce.contract.ForceId;
import crossforce.contract.registry.ForceEvent.Force;

/** None ──register──▶ Registered; a corrected entry replaces the one before. */
public sealed interface ForceEntry {
  /** The register does not know this force. */
  record None() implements ForceEntry {}

  /** The register's present entry. */
  record Registered(ForceId id, Force force) implements ForceEntry {}
}
