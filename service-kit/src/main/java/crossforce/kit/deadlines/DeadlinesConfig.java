package crossforce.kit.deadlines;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How deadlines are looked for. */
@ConfigMapping(prefix = "crossforce.deadlines")
public interface DeadlinesConfig {
  /** False stops the runner from starting. */
  @WithDefault("true")
  boolean enabled();

  @WithDefault("PT0.2S")
  Duration every();

  /** After how many failures the alarm is raised; the clock of a rehearsal then waits no longer. */
  @WithDefault("5")
  int alarmAfter();
}
