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
  @WithDefault("1")
  int threads();

  /** How many records may share a transaction. */
  @WithDefault("100")
  int together();

  /** The least time between two polls that bring something: what comes meanwhile goes together. */
  @WithDefault("PT0.02S")
  Duration pace();

  /** After how long without a heartbeat another instance takes over. */
  @WithDefault("PT6S")
  Duration sessionTimeout();

  /** How often lag and parked events are counted, and what came too early is looked after. */
  @WithDefault("PT1S")
  Duration watchEvery();

  /** For how long an event may be too early before the alarm, in machine time. */
  @WithDefault("PT15M")
  Duration tooEarlyAlarm();
}
