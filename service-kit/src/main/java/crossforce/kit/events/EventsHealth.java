package crossforce.kit.events;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once everything told before the start is taken, and while no partition stands still. */
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
            .status(!config.enabled() || (state.hasCaughtUp() && stopped.isEmpty()))
            .withData("lag", state.figures().lag());
    stopped.forEach((partition, why) -> answer.withData(partition.toString(), why));
    return answer.build();
  }
}
