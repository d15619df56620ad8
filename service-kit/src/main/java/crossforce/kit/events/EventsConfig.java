package crossforce.kit.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the event loop runs. */
@ConfigMapping(prefix = "crossforce.events")
public interface EventsConfig {
  /** False stops the loop from starting, for builds that only look at the tables. */
  @WithDefault("true")
  boolean enabled();

  /** Poll threads, each with a consumer of its own. */
  @WithDefault("2")
  int threads();

  /** How many events may share a transaction where their handler allows it. */
  @WithDefault("100")
  int together();

  /** For how long Kafka may gather events for us; at zero it hands over each as it comes. */
  @WithDefault("PT0S")
  Duration gathering();

  /** After how long without a heartbeat another instance takes over. */
  @WithDefault("PT15S")
  Duration sessionTimeout();

  /** How often lag and parked events are counted, and what came too early is looked after. */
  @WithDefault("PT1S")
  Duration watchEvery();

  /** For how long an event may be too early before the alarm, in machine time. */
  @WithDefault("PT15M")
  Duration tooEarlyAlarm();
}
