package crossforce.broker;

import crossforce.broker.request.model.Facts.Policy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The clocks of the priorities and the reach of matching. */
@ConfigMapping(prefix = "crossforce.broker")
public interface BrokerConfig {
  @WithDefault("PT5M")
  Duration immediateAnswer();

  @WithDefault("PT30M")
  Duration urgentAnswer();

  @WithDefault("P2D")
  Duration plannedAnswer();

  /** Donors of a planned request answer at least this long before it begins. */
  @WithDefault("P1D")
  Duration plannedBeforeStart();

  /** A hold outlives its call's deadline by this. */
  @WithDefault("PT5M")
  Duration holdGrace();

  /** How many donors are asked for each missing asset when life is in danger. */
  @WithDefault("2")
  int immediateAtOnce();

  @WithDefault("400")
  int radiusKm();

  default Policy policy() {
    return new Policy(
        immediateAnswer(),
        urgentAnswer(),
        plannedAnswer(),
        plannedBeforeStart(),
        holdGrace(),
        immediateAtOnce());
  }
}
