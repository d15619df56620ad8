package crossforce.registry.cover.model;

import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;

/**
 * A force says how many of a capability it keeps at home.
 *
 * @param capabilityKnown whether the catalogue has the capability, offered or retired
 */
public record SetHomeCover(
    ForceId force, CapabilityCode capability, int least, boolean capabilityKnown) {}
