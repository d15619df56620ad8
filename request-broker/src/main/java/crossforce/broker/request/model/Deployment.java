package crossforce.broker.request.model;

import crossforce.contract.ForceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A promised asset in action.
 *
 * <pre>
 * Committed ─▶ Mobilised ─▶ Arrived ─▶ OnTask ─▶ Released ─▶ Returned
 *     └────────────┴─▶ StoodDown
 * </pre>
 */
public sealed interface Deployment {
  /** What happened so far, in order; the last entry says who commands the asset. */
  List<Step> steps();

  record Committed() implements Deployment {
    @Override
    public List<Step> steps() {
      return List.of();
    }
  }

  record Mobilised(Crew crew, List<Step> steps) implements Deployment {
    public Mobilised {
      steps = List.copyOf(steps);
    }
  }

  record Arrived(Crew crew, List<Step> steps) implements Deployment {
    public Arrived {
      steps = List.copyOf(steps);
    }
  }

  record OnTask(Crew crew, List<Step> steps) implements Deployment {
    public OnTask {
      steps = List.copyOf(steps);
    }
  }

  record Released(Crew crew, List<Step> steps) implements Deployment {
    public Released {
      steps = List.copyOf(steps);
    }
  }

  record Returned(Crew crew, List<Step> steps, int kilometres) implements Deployment {
    public Returned {
      steps = List.copyOf(steps);
    }
  }

  /**
   * It did not come to the host's ground.
   *
   * @param byDonor whether its own force kept it, which leaves the host without help; absent in
   *     rows from before this was noted
   */
  record StoodDown(List<Step> steps, String why, Optional<Boolean> byDonor) implements Deployment {
    public StoodDown {
      steps = List.copyOf(steps);
    }

    boolean byHost() {
      return byDonor.isPresent() && !byDonor.get();
    }
  }

  /** Who comes, as the donor said when they set out. */
  record Crew(String callSign, int headcount, Instant expectedArrival) {}

  /** One thing that happened, and which chief commands the asset from then on. */
  record Step(Stage stage, Instant at, ForceId commandedBy) {}

  /** The stages by their names on the wire. */
  enum Stage {
    COMMITTED,
    MOBILISED,
    ARRIVED,
    ON_TASK,
    RELEASED,
    RETURNED,
    STOOD_DOWN
  }

  default Stage stage() {
    return switch (this) {
      case Committed _ -> Stage.COMMITTED;
      case Mobilised _ -> Stage.MOBILISED;
      case Arrived _ -> Stage.ARRIVED;
      case OnTask _ -> Stage.ON_TASK;
      case Released _ -> Stage.RELEASED;
      case Returned _ -> Stage.RETURNED;
      case StoodDown _ -> Stage.STOOD_DOWN;
    };
  }

  default boolean over() {
    return this instanceof Returned || this instanceof StoodDown;
  }

  /** On its way at some time, whatever became of it since. */
  default boolean setOut() {
    return steps().stream().anyMatch(step -> step.stage() == Stage.MOBILISED);
  }

  /** Its own force kept it, so the host has to look for other help. */
  default boolean lost() {
    return this instanceof StoodDown(_, _, var byDonor) && byDonor.orElse(false);
  }

  /** Nothing is paid for what was stood down before it set out. */
  default boolean costs() {
    return !(this instanceof StoodDown && !setOut());
  }

  default Optional<Step> latest() {
    return steps().isEmpty() ? Optional.empty() : Optional.of(steps().getLast());
  }

  static List<Step> then(Deployment before, Stage stage, Instant at, ForceId commandedBy) {
    return Stream.concat(before.steps().stream(), Stream.of(new Step(stage, at, commandedBy)))
        .toList();
  }
}
