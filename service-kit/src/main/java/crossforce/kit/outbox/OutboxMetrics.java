package crossforce.kit.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What the outbox shows to those who watch the service. */
@ApplicationScoped
class OutboxMetrics {
  void register(@Observes StartupEvent event, MeterRegistry registry, OutboxState outbox) {
    Gauge.builder("crossforce.outbox.depth", outbox, OutboxState::depth)
        .description("Events told and not published yet")
        .register(registry);
    Gauge.builder("crossforce.outbox.age.seconds", outbox, o -> o.age().toMillis() / 1000.0)
        .description("How long the oldest of them has waited")
        .register(registry);
    Gauge.builder("crossforce.outbox.closed.shards", outbox, OutboxState::closed)
        .description("Shards whose history is not the one that Kafka has")
        .register(registry);
  }
}
