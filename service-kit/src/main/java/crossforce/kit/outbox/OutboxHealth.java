package crossforce.kit.outbox;

import crossforce.kit.outbox.Relay.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the heads agree with Kafka, for every shard; says which do not, and why. */
@Readiness
@ApplicationScoped
class OutboxHealth implements HealthCheck {
  private final RunningRelay running;
  private final OutboxState outbox;

  OutboxHealth(RunningRelay running, OutboxState outbox) {
    this.running = running;
    this.outbox = outbox;
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("outbox");
    var relay = running.relay();
    if (relay.isEmpty()) {
      return answer.up().withData("relay", "none here").build();
    }
    var standings = relay.get().standings();
    standings.forEach((shard, standing) ->
        answer.withData(
            "shard-%02d".formatted(shard.number()), standing.name().toLowerCase(Locale.ROOT)));
    relay.get().trouble().ifPresent(trouble -> answer.withData("trouble", trouble));
    for (var shard : outbox.shards()) {
      shard
          .closed()
          .ifPresent(
              why -> answer.withData("shard-%02d-closed".formatted(shard.shard().number()), why));
    }
    return answer
        .status(
            !standings.containsValue(Standing.UNKNOWN) && !standings.containsValue(Standing.CLOSED))
        .build();
  }
}
