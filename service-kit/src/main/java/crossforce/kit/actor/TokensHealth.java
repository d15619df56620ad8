package crossforce.kit.actor;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only when tokens can be checked: by the realm's keys, or by a young copy of them. */
@Singleton
@Readiness
class TokensHealth implements HealthCheck {
  private final RealmKeys keys;

  TokensHealth(RealmKeys keys) {
    this.keys = keys;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("tokens").status(keys.areKnown()).build();
  }
}
