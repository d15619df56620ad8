package crossforce.kit.events;

import crossforce.contract.wire.Topic;
import crossforce.kit.events.LoopState.Figures;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/** Keeps the gauges true, raises the alarms, and tries again what came too early. */
@ApplicationScoped
class LoopWatch {
  private static final Logger LOG = Logger.getLogger(LoopWatch.class);
  private static final int KEYS_TRIED_A_TIME = 50;
  private static final int TRIES_A_TIME = 1_000;

  private final EventsConfig config;
  private final LoopState state;
  private final DeliveryStep step;
  private final Parking parking;
  private final Replay replay;
  private final MeterRegistry meters;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private long alarmed;
  private boolean troubled;
  private volatile boolean blind = true; // Until measured.

  LoopWatch(
      EventsConfig config,
      LoopState state,
      DeliveryStep step,
      Parking parking,
      Replay replay,
      MeterRegistry meters) {
    this.config = config;
    this.state = state;
    this.step = step;
    this.parking = parking;
    this.replay = replay;
    this.meters = meters;
  }

  void onStart(@Observes @Priority(5001) StartupEvent start) {
    step.topics().forEach(this::gaugeOfLag);
    gauge("crossforce.parked.keys", figures -> figures.counts().keys());
    gauge("crossforce.parked.events", figures -> figures.counts().events());
    gauge("crossforce.tooearly.keys", figures -> figures.counts().tooEarly());
    gauge("crossforce.tooearly.overdue", figures -> figures.counts().tooEarlyTooLong());
    gauge("crossforce.quarantined", figures -> figures.counts().quarantined());
    Gauge.builder("crossforce.loop.stopped", state, s -> s.stopped().size()).register(meters);
    if (config.enabled()) {
      var thread = new Thread(this::watch, "events-watch");
      thread.setDaemon(true);
      thread.start();
    }
  }

  void onStop(@Observes ShutdownEvent stop) {
    stopping.countDown();
  }

  private void gauge(String name, ToDoubleFunction<Figures> value) {
    Gauge.builder(name, this, watch -> watch.measured(value)).register(meters);
  }

  /** What was measured last, or nothing, rather than what is no longer known to be true. */
  private double measured(ToDoubleFunction<Figures> value) {
    return blind ? Double.NaN : value.applyAsDouble(state.figures());
  }

  private void gaugeOfLag(Topic<?> topic) {
    Gauge.builder(
            "crossforce.loop.lag",
            this,
            watch -> watch.measured(figures -> figures.lagByTopic().getOrDefault(topic.name(), 0L)))
        .tag("topic", topic.name())
        .register(meters);
  }

  private void watch() {
    try {
      do {
        look();
      } while (!stopping.await(config.watchEvery().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("CatchingUnchecked") // Nothing may end this thread while the service lives.
  private void look() {
    try {
      measure();
      var counts = state.figures().counts();
      alarm(counts.tooEarlyTooLong());
      if (counts.tooEarly() > 0) {
        replay.drainAll(parking.dueAgain(KEYS_TRIED_A_TIME), TRIES_A_TIME);
      }
      troubled = false;
    } catch (Throwable e) {
      if (!troubled) {
        LOG.warn("the loop cannot be looked after now", e);
      }
      troubled = true;
    }
  }

  private void measure() {
    var measured = false;
    try {
      state.measure();
      measured = true;
    } finally {
      blind = !measured;
    }
  }

  private void alarm(long tooLong) {
    if (tooLong > alarmed) {
      LOG.errorf("ALARM %d keys wait for something never told; see /parked-keys", tooLong);
    }
    alarmed = tooLong;
  }
}
