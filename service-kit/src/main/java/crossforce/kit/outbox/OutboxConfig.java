package crossforce.kit.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the outbox is kept and published. */
@ConfigMapping(prefix = "crossforce.outbox")
interface OutboxConfig {
  /** How long published rows stay, for republishing. */
  @WithDefault("P7D")
  Duration keep();

  /** How often the relay looks when nothing wakes it. */
  @WithDefault("PT0.5S")
  Duration poll();

  /** After this silence the database takes a stopped relay's shards away. */
  @WithDefault("PT6S")
  Duration idle();

  /** Rows of one shard that are sent before their acknowledgements are waited for. */
  @WithDefault("100")
  int batch();

  /** False where another process relays. */
  @WithDefault("true")
  boolean relay();
}
