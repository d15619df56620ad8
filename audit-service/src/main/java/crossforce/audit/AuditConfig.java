package crossforce.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How patient the audit is. */
@ConfigMapping(prefix = "crossforce.audit")
public interface AuditConfig {
  /** For how long a missing number is nothing: topics of one service are read side by side. */
  @WithDefault("PT30S")
  Duration gapGrace();

  /** How often gaps are looked after and figures counted. */
  @WithDefault("PT1S")
  Duration watchEvery();

  /** For how long Kafka may be silent when a verification asks it what lies on its topics. */
  @WithDefault("PT5S")
  Duration kafkaPatience();
}
