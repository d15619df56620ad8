package crossforce.registry.seed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether an empty register is filled at the first start. */
@ConfigMapping(prefix = "crossforce.seed")
interface SeedConfig {
  @WithDefault("false")
  boolean enabled();
}
