package crossforce.contract.registry;

import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.Jurisdiction;
import crossforce.contract.Position;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.EventType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Forces and the home cover they keep. */
public sealed interface ForceEvent extends Event {
  ForceId forceId();

  @Override
  default String key() {
    return forceId().value();
  }

  /** A force is in the register, or its entry was corrected: the latest one holds. */
  @EventType("force-registered")
  record ForceRegistered(ForceId forceId, Force force) implements ForceEvent {}

  /** The least number of a capability that a force keeps for its own area, from now on. */
  @EventType("home-cover-set")
  record HomeCoverSet(ForceId forceId, CapabilityCode capability, int least) implements ForceEvent {
    public HomeCoverSet {
      if (least < 0) {
        throw new IllegalArgumentException("home cover below zero: " + least);
      }
    }
  }

  /**
   * An entry of the register of forces.
   *
   * @param onsCode police force area code of the Office for National Statistics
   * @param pncCode Police National Computer force code
   * @param officers full-time equivalents
   * @param hub where help for this force is sent when nothing nearer is known
   * @param from first day it exists; absent where it is not recorded
   * @param until first day it no longer exists
   */
  record Force(
      String name,
      String onsCode,
      String pncCode,
      String region,
      Jurisdiction jurisdiction,
      BigDecimal officers,
      Position hub,
      Optional<LocalDate> from,
      Optional<LocalDate> until,
      List<ForceId> predecessors,
      List<ForceId> successors) {
    public Force {
      predecessors = List.copyOf(predecessors);
      successors = List.copyOf(successors);
    }

    public boolean existsOn(LocalDate day) {
      return from.map(first -> !day.isBefore(first)).orElse(true)
          && until.map(end -> day.isBefore(end)).orElse(true);
    }
  }
}
