package crossforce.kit.outbox;

import crossforce.kit.outbox.OutboxState.ShardState;
import crossforce.kit.outbox.Relay.Standing;
import crossforce.kit.time.SignOfLife;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the heads agree with Kafka, for every shard, and while the relay comes round; says
 * what does not, and why.
 */
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
    return running
        .relay()
        .map(relay -> of(relay, outbox.shards()))
        .orElseGet(
            () -> HealthCheckResponse.named("outbox").up().withData("relay", "none here").build());
  }

  static HealthCheckResponse of(Relay relay, List<ShardState> shards) {
    var answer = HealthCheckResponse.named("outbox");
    var standings = relay.standings();
    standings.forEach((shard, standing) ->
        answer.withData(
            "shard-%02d".formatted(shard.number()), standing.name().toLowerCase(Locale.ROOT)));
    relay.trouble().ifPresent(trouble -> answer.withData("trouble", trouble));
    if (relay.standsStill()) {
      answer.withData("relay", SignOfLife.MISSING);
    }
    for (var shard : shards) {
      shard
          .closed()
          .ifPresent(
              why -> answer.withData("shard-%02d-closed".formatted(shard.shard().number()), why));
    }
    return answer
        .status(
            !standings.containsValue(Standing.UNKNOWN)
                && !standings.containsValue(Standing.CLOSED)
                && !relay.standsStill())
        .build();
  }
}
