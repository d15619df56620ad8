package crossforce.kit.events;

import crossforce.kit.time.SignOfLife;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once everything told before the start is taken, and while the loop comes round and no
 * partition stands still.
 */
@Readiness
@ApplicationScoped
class EventsHealth implements HealthCheck {
  private final LoopState state;
  private final EventsConfig config;

  EventsHealth(LoopState state, EventsConfig config) {
    this.state = state;
    this.config = config;
  }

  @Override
  public HealthCheckResponse call() {
    var stopped = state.stopped();
    var answer =
        HealthCheckResponse.named("events")
            .status(!config.enabled() || isWell(stopped))
            .withData("lag", state.figures().lag());
    if (state.standsStill()) {
      answer.withData("loop", SignOfLife.MISSING);
    }
    stopped.forEach((partition, why) -> answer.withData(partition.toString(), why));
    return answer.build();
  }

  private boolean isWell(Map<TopicPartition, String> stopped) {
    return state.hasCaughtUp() && stopped.isEmpty() && !state.standsStill();
  }
}
