package crossforce.audit.gap;

import crossforce.audit.AuditConfig;
import crossforce.audit.gap.Frontiers.Chain;
import crossforce.audit.gap.Frontiers.ProducerGap;
import crossforce.audit.log.Originals;
import crossforce.contract.Topics;
import crossforce.kit.events.Rows;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Raises the alarm for numbers that stay missing, and counts what operators look at. */
@ApplicationScoped
class GapWatch {
  private static final Logger LOG = Logger.getLogger(GapWatch.class);

  private final AuditConfig config;
  private final Frontiers frontiers;
  private final Originals originals;
  private final Rows rows;

  /** Where the topics that a missing number may lie on ended when its grace did. */
  private final Map<Due, Map<TopicPartition, Long>> ends = new HashMap<>();

  private final AtomicLong gaps;
  private final AtomicLong equivocations;
  private final AtomicLong brokenLinks;
  private final AtomicLong quarantined;
  private final AtomicLong size;
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("gap-watch").factory());

  GapWatch(
      AuditConfig config,
      Frontiers frontiers,
      Originals originals,
      Rows rows,
      MeterRegistry meters) {
    this.config = config;
    this.frontiers = frontiers;
    this.originals = originals;
    this.rows = rows;
    gaps = gauge(meters, "crossforce.audit.gaps");
    equivocations = gauge(meters, "crossforce.audit.equivocations");
    brokenLinks = gauge(meters, "crossforce.audit.broken.links");
    quarantined = gauge(meters, "crossforce.audit.quarantined");
    size = gauge(meters, "crossforce.audit.size");
  }

  /** A gap whose grace is over. */
  private record Due(Chain chain, long first) {
    static Due of(ProducerGap gap) {
      return new Due(gap.chain(), gap.gap().first());
    }

    List<TopicPartition> partitions() {
      return Topics.all().stream()
          .filter(topic -> topic.producer().equals(chain.service()))
          .map(topic -> new TopicPartition(topic.name(), chain.shard()))
          .toList();
    }
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
      alarms();
      gaps.set(frontiers.countOpenAlarms());
      equivocations.set(count("log_irregularities where kind = 'number-told-twice'"));
      brokenLinks.set(count("log_irregularities where kind = 'link-broken'"));
      quarantined.set(count("quarantine"));
      size.set(rows.first("select size from log_head", row -> row.getLong(1)).orElse(0L));
    } catch (RuntimeException e) {
      LOG.warnf("the gaps cannot be looked after now: %s", e); // The next look comes soon.
    }
  }

  /**
   * A number may lie on another topic that is not read so far yet: the alarm waits until all that
   * its service had told there when the grace ended has been read.
   */
  private void alarms() {
    var due = frontiers.due(config.gapGrace());
    ends.keySet().retainAll(due.stream().map(Due::of).toList());
    if (due.isEmpty()) {
      return;
    }
    noteEnds(due.stream().map(Due::of).filter(gap -> !ends.containsKey(gap)).toList());
    var read = frontiers.positions();
    for (var gap : due) {
      var isRead =
          ends.getOrDefault(Due.of(gap), Map.of()).entrySet().stream()
              .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue());
      if (isRead && frontiers.alarm(gap)) {
        LOG.errorf(
            "ALARM numbers %d to %d of %s are missing",
            gap.gap().first(), gap.gap().last(), gap.chain());
      }
    }
  }

  private void noteEnds(List<Due> fresh) {
    if (fresh.isEmpty()) {
      return;
    }
    var partitions = fresh.stream().flatMap(gap -> gap.partitions().stream()).distinct().toList();
    var now = originals.ends(partitions);
    for (var gap : fresh) {
      var itsOwn = new HashMap<>(now);
      itsOwn.keySet().retainAll(gap.partitions());
      ends.put(gap, itsOwn);
    }
  }

  private long count(String from) {
    return rows.first("select count(*) from " + from, row -> row.getLong(1)).orElse(0L);
  }
}
