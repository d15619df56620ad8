package crossforce.registry.availability;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while control rooms are told of what changes. */
@Singleton
@Readiness
class ProjectionHealth implements HealthCheck {
  private final ProjectAvailability projection;

  ProjectionHealth(ProjectAvailability projection) {
    this.projection = projection;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("availability-projection");
    return projection
        .trouble()
        .map(why -> response.withData("trouble", why).down())
        .orElseGet(response::up)
        .build();
  }
}
