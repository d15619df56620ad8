package crossforce.audit.gap;

import crossforce.audit.AuditConfig;
import crossforce.kit.events.Rows;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Raises the alarm for numbers that stay missing, and counts what operators look at. */
@ApplicationScoped
class GapWatch {
  private static final Logger LOG = Logger.getLogger(GapWatch.class);

  private final AuditConfig config;
  private final Frontiers frontiers;
  private final Rows rows;
  private final AtomicLong gaps;
  private final AtomicLong equivocations;
  private final AtomicLong brokenLinks;
  private final AtomicLong quarantined;
  private final AtomicLong size;
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("gap-watch").factory());

  GapWatch(AuditConfig config, Frontiers frontiers, Rows rows, MeterRegistry meters) {
    this.config = config;
    this.frontiers = frontiers;
    this.rows = rows;
    gaps = gauge(meters, "crossforce.audit.gaps");
    equivocations = gauge(meters, "crossforce.audit.equivocations");
    brokenLinks = gauge(meters, "crossforce.audit.broken.links");
    quarantined = gauge(meters, "crossforce.audit.quarantined");
    size = gauge(meters, "crossforce.audit.size");
  }

  private static AtomicLong gauge(MeterRegistry meters, String name) {
    var value = new AtomicLong();
    meters.gauge(name, value);
    return value;
  }

  void start(@Observes StartupEvent event) {
    var every = config.watchEvery().toMillis();
    var _ = clockwork.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    clockwork.shutdownNow();
  }

  private void look() {
    try {
      for (var gap : frontiers.alarm(config.gapGrace())) {
        LOG.errorf(
            "ALARM numbers %d to %d of %s are missing",
            gap.gap().first(), gap.gap().last(), gap.chain());
      }
      gaps.set(frontiers.countOpenAlarms());
      equivocations.set(count("log_irregularities where kind = 'number-told-twice'"));
      brokenLinks.set(count("log_irregularities where kind = 'link-broken'"));
      quarantined.set(count("quarantine"));
      size.set(rows.first("select size from log_head", row -> row.getLong(1)).orElse(0L));
    } catch (RuntimeException e) {
      LOG.warnf("the gaps cannot be looked after now: %s", e); // The next look comes soon.
    }
  }

  private long count(String from) {
    return rows.first("select count(*) from " + from, row -> row.getLong(1)).orElse(0L);
  }
}
