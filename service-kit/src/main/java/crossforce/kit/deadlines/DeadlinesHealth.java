package crossforce.kit.deadlines;

import crossforce.kit.time.SignOfLife;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while due deadlines are looked for; also where this instance looks for none. */
@Readiness
@ApplicationScoped
class DeadlinesHealth implements HealthCheck {
  private final DeadlineRunner runner;

  DeadlinesHealth(DeadlineRunner runner) {
    this.runner = runner;
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("deadlines");
    return runner.standsStill()
        ? answer.down().withData("runner", SignOfLife.MISSING).build()
        : answer.up().build();
  }
}
