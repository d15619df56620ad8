package crossforce.contract.registry;

import crossforce.contract.AccreditationCode;
import crossforce.contract.CapabilityCode;
import crossforce.contract.Sensitivity;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The national catalogue of capabilities, in versions. */
public sealed interface CapabilityEvent extends Event {
  CapabilityCode code();

  @Override
  default String key() {
    return code().value();
  }

  /** A capability is offered by this definition; a higher version replaces a lower one. */
  @EventType("capability-defined")
  record CapabilityDefined(CapabilityCode code, int version, Capability capability)
      implements CapabilityEvent {}

  /** A capability is no longer offered; what is under way goes on. */
  @EventType("capability-retired")
  record CapabilityRetired(CapabilityCode code, int version) implements CapabilityEvent {}

  /**
   * A kind of specialist help.
   *
   * @param kind the family it belongs to, such as {@code firearms} or {@code search}
   * @param level where the field has levels, such as {@code 2} of a police support unit
   * @param accreditations what an asset must hold on every day of its use
   * @param noticeToMove the most that may pass before an asset sets out
   * @param armed needs a strategic firearms commander's authority
   * @param specialist is charged in the specialist category
   * @param speedKph average speed on the road, for time to effect
   */
  record Capability(
      String name,
      String kind,
      Optional<String> level,
      int leastCrew,
      List<String> equipment,
      List<AccreditationCode> accreditations,
      Duration noticeToMove,
      Sensitivity sensitivity,
      String expertLead,
      boolean armed,
      boolean specialist,
      int speedKph) {
    public Capability {
      equipment = List.copyOf(equipment);
      accreditations = List.copyOf(accreditations);
    }
  }
}
