package crossforce.billing.charge.model;

import crossforce.billing.tariff.model.Leg;
import crossforce.billing.tariff.model.Work;
import crossforce.contract.ForceId;
import crossforce.contract.Priority;
import crossforce.contract.RateCode;
import crossforce.contract.RequestId;
import crossforce.contract.TimeSlot;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.RequestEvent.AboutDeployment;
import crossforce.contract.broker.RequestEvent.DeploymentArrived;
import crossforce.contract.broker.RequestEvent.DeploymentMobilised;
import crossforce.contract.broker.RequestEvent.DeploymentOnTask;
import crossforce.contract.broker.RequestEvent.DeploymentReleased;
import crossforce.contract.broker.RequestEvent.DeploymentReturned;
import crossforce.contract.broker.RequestEvent.DeploymentStoodDown;
import crossforce.contract.broker.RequestEvent.QuoteRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Billing's own copy of what the broker told about one call: the plan that was priced, and the
 * steps of the deployment that came of it, in whatever order they were learnt.
 */
public sealed interface Engagement {
  /**
   * A closed road or a breakdown makes a way some hours longer than planned; when it seems longer
   * than that, somebody forgot to say at once that it was over.
   */
  Duration TRAVEL_MARGIN = Duration.ofHours(4);

  record None() implements Engagement {}

  /**
   * A call that was priced.
   *
   * @param travel one way
   * @param kilometres one way
   * @param steps each at most once, in the order of {@link Step}
   */
  record Known(
      RequestId requestId,
      CallRef call,
      ForceId payer,
      RateCode rateCode,
      Priority priority,
      boolean specialist,
      TimeSlot duty,
      Duration travel,
      int kilometres,
      List<Told> steps)
      implements Engagement {
    public Known {
      steps = List.copyOf(steps);
    }

    public Work planned() {
      return Work.planned(
          rateCode,
          Work.categoryOf(priority, specialist, duty.from(), duty.until()),
          duty.from(),
          duty.until(),
          travel,
          kilometres);
    }

    /** What was done, once enough is known to price it; empty too when nothing is to be paid. */
    public Optional<Work> done() {
      return told(Step.MOBILISED).flatMap(out -> back(out).or(() -> turnedBack(out)));
    }

    private Optional<Work> back(Told out) {
      return told(Step.ARRIVED)
          .flatMap(arrived ->
              told(Step.RELEASED)
                  .flatMap(released ->
                      told(Step.RETURNED).map(returned -> back(out, arrived, released, returned))));
    }

    /** A clock that is behind at one of the posts makes an empty leg, never a negative one. */
    private Work back(Told out, Told arrived, Told released, Told returned) {
      var from = later(out.at(), arrived.at());
      var until = later(from, released.at());
      return new Work(
          rateCode,
          Work.categoryOf(priority, specialist, from, until),
          travelled(out.at(), from, arrived.event()),
          Optional.of(Leg.done(from, until, released.event())),
          travelled(until, later(until, returned.at()), returned.event()),
          returned.kilometres(),
          Optional.of(returned.event()));
    }

    /**
     * Nobody records the way back: it is taken as long as the way out, and no longer than the whole
     * way was planned to be; the road in proportion.
     */
    private Optional<Work> turnedBack(Told out) {
      return told(Step.STOOD_DOWN)
          .map(down -> {
            var turned = later(out.at(), down.at());
            var outward = travelled(out.at(), turned, down.event());
            var back = Math.min(outward.minutes(), travel.toMinutes());
            var home = turned.plus(Duration.ofMinutes(back));
            return new Work(
                rateCode,
                Work.categoryOf(priority, specialist, duty.from(), duty.until()),
                outward,
                Optional.empty(),
                Leg.done(turned, home, down.event()),
                2L * kilometresIn(outward.minutes()),
                Optional.of(down.event()));
          });
    }

    private Leg travelled(Instant from, Instant until, UUID event) {
      return Leg.done(from, until, event).paidFor(travel.plus(TRAVEL_MARGIN));
    }

    private long kilometresIn(long minutes) {
      var whole = Math.max(1, travel.toMinutes());
      return minutes >= whole ? kilometres : (2L * kilometres * minutes + whole) / (2 * whole);
    }

    private Optional<Told> told(Step step) {
      return steps.stream().filter(told -> told.step() == step).findFirst();
    }

    private Known learn(Told told) {
      if (told(told.step()).isPresent()) {
        return this; // Told twice, known once.
      }
      var all = new ArrayList<>(steps);
      all.add(told);
      all.sort(Comparator.comparing(Told::step));
      return new Known(
          requestId, call, payer, rateCode, priority, specialist, duty, travel, kilometres, all);
    }

    private static Instant later(Instant one, Instant other) {
      return one.isAfter(other) ? one : other;
    }
  }

  /** The steps of a deployment that its price depends on. */
  enum Step {
    MOBILISED,
    ARRIVED,
    RELEASED,
    RETURNED,
    STOOD_DOWN
  }

  /**
   * A step, when it was, and the event that told it.
   *
   * @param kilometres driven in all; 0 but for the return
   */
  record Told(Step step, Instant at, UUID event, int kilometres) {}

  static Engagement evolve(Engagement state, QuoteRequested asked) {
    return switch (state) {
      case None _ ->
          new Known(
              asked.requestId(),
              asked.call(),
              asked.host(),
              asked.rateCode(),
              asked.priority(),
              asked.specialist(),
              asked.duty(),
              asked.travel(),
              asked.kilometres(),
              List.of());
      case Known known -> known;
    };
  }

  static Engagement evolve(Engagement state, AboutDeployment told, UUID event) {
    return switch (state) {
      case None _ -> throw new IllegalStateException("nothing is known of " + told.call().callId());
      case Known known -> step(told, event).map(known::learn).orElse(known);
    };
  }

  private static Optional<Told> step(AboutDeployment told, UUID event) {
    return switch (told) {
      case DeploymentMobilised e -> Optional.of(new Told(Step.MOBILISED, e.at(), event, 0));
      case DeploymentArrived e -> Optional.of(new Told(Step.ARRIVED, e.at(), event, 0));
      case DeploymentOnTask _ -> Optional.empty(); // Duty counts from arrival.
      case DeploymentReleased e -> Optional.of(new Told(Step.RELEASED, e.at(), event, 0));
      case DeploymentReturned e ->
          Optional.of(new Told(Step.RETURNED, e.at(), event, e.kilometres()));
      case DeploymentStoodDown e -> Optional.of(new Told(Step.STOOD_DOWN, e.at(), event, 0));
    };
  }
}
