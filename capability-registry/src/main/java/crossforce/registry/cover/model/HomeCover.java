package crossforce.registry.cover.model;

import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;

/** Unset ──set──▶ Kept, as often as the force changes its mind. */
public sealed interface HomeCover {
  /** How many the force keeps at home. */
  int least();

  /** The force has said nothing and keeps none. */
  record Unset() implements HomeCover {
    @Override
    public int least() {
      return 0;
    }
  }

  /** The least number of the capability that the force keeps for its own area. */
  record Kept(ForceId force, CapabilityCode capability, int least) implements HomeCover {}
}
