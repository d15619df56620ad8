package crossforce.broker.request.model;

import crossforce.contract.CapabilityCode;
import crossforce.contract.Priority;
import crossforce.contract.TimeSlot;
import crossforce.contract.registry.CapabilityEvent.Capability;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the rules judge by beside the request itself.
 *
 * @param catalogue the capabilities of the request's lines, as far as they are known
 */
public record Facts(Instant now, Map<CapabilityCode, Catalogued> catalogue, Policy policy) {
  public Facts {
    catalogue = Map.copyOf(catalogue);
  }

  /** A capability of the national catalogue, retired or not. */
  public record Catalogued(Capability capability, boolean retired) {}

  /**
   * The clocks of the priorities, and how many are asked at once.
   *
   * @param holdGrace a hold outlives its call's deadline by this
   * @param immediateAtOnce donors asked for each asset that is missing, when life is in danger
   */
  public record Policy(
      Duration immediateAnswer,
      Duration urgentAnswer,
      Duration plannedAnswer,
      Duration plannedBeforeStart,
      Duration holdGrace,
      int immediateAtOnce) {

    public int atOnce(Priority priority) {
      return priority == Priority.IMMEDIATE ? Math.min(immediateAtOnce, Line.MOST_ASKED) : 1;
    }

    /** When a donor asked now has to have answered. */
    public Instant deadline(Priority priority, TimeSlot window, Instant now) {
      return switch (priority) {
        case IMMEDIATE -> now.plus(immediateAnswer);
        case URGENT -> now.plus(urgentAnswer);
        case PLANNED -> {
          var usual = now.plus(plannedAnswer);
          var latest = window.from().minus(plannedBeforeStart);
          var soonest =
              now.plus(urgentAnswer); // Planned at short notice still leaves time to answer.
          var answer = usual.isBefore(latest) ? usual : latest;
          yield answer.isBefore(soonest) ? soonest : answer;
        }
      };
    }
  }

  Optional<Catalogued> of(CapabilityCode code) {
    return Optional.ofNullable(catalogue.get(code));
  }

  boolean armed(CapabilityCode code) {
    return of(code).map(known -> known.capability().armed()).orElse(false);
  }

  boolean specialist(CapabilityCode code) {
    return of(code).map(known -> known.capability().specialist()).orElse(false);
  }
}
