package crossforce.kit.deadlines;

import crossforce.kit.deadlines.DueDeadlines.Due;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.events.Backoff;
import crossforce.kit.events.Transactions;
import crossforce.kit.events.Trouble;
import crossforce.kit.time.MachineTime;
import crossforce.kit.time.Settling;
import crossforce.kit.time.SignOfLife;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Fires deadlines in due order, each in one transaction with the deletion of its row: a crash
 * leaves both undone, and two instances never fire the same one.
 */
@ApplicationScoped
class DeadlineRunner implements Settling {
  private static final Logger LOG = Logger.getLogger(DeadlineRunner.class);
  private static final long LONGEST_END_SECONDS = 10;

  private final Clock clock;
  private final DeadlinesConfig config;
  private final DueDeadlines deadlines;
  private final Transactions transactions;
  private final MeterRegistry meters;
  private final Map<String, DeadlineHandler> handlers;
  private final SignOfLife life;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean running;

  DeadlineRunner(
      Clock clock,
      DeadlinesConfig config,
      DueDeadlines deadlines,
      Transactions transactions,
      MeterRegistry meters,
      MachineTime machine,
      @All List<DeadlineHandler> handlers) {
    this.clock = clock;
    this.config = config;
    this.deadlines = deadlines;
    this.transactions = transactions;
    this.meters = meters;
    this.life = new SignOfLife(machine);
    this.handlers =
        handlers.stream().collect(Collectors.toMap(DeadlineHandler::kind, Function.identity()));
  }

  void onStart(@Observes @Priority(5000) StartupEvent start) {
    Gauge.builder("crossforce.deadlines.failing", () -> deadlines.countFailing(config.alarmAfter()))
        .register(meters);
    if (config.enabled() && !handlers.isEmpty()) {
      start();
    }
  }

  void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
    stop();
  }

  void start() {
    running = true;
    var thread = new Thread(this::run, "deadlines");
    thread.setDaemon(true);
    thread.start();
  }

  void stop() throws InterruptedException {
    stopping.countDown();
    if (running && !ended.await(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("a deadline is still being handled");
    }
  }

  boolean standsStill() {
    return running && life.isMissing();
  }

  @SuppressWarnings("CatchingUnchecked")
  private void run() {
    var backoff = new Backoff();
    try {
      var wait = 0L;
      while (!stopping.await(wait, TimeUnit.MILLISECONDS)) {
        try {
          wait = fireOne() ? 0 : config.every().toMillis();
          backoff.calm();
          life.give();
        } catch (Throwable e) { // Nothing may end this thread while the service seems to live.
          wait = backoff.nextMillis();
          LOG.warnf("deadlines cannot be looked at now, trying again: %s", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  /**
   * Fires the earliest that is due; false when there is none.
   *
   * @throws RuntimeException when not even the failure could be noted
   */
  @SuppressWarnings("CatchingUnchecked") // Whatever a handler throws is noted at its deadline.
  boolean fireOne() {
    var taken = new ArrayList<Due>();
    try {
      transactions.inOne(() -> {
        deadlines.take(clock.instant()).ifPresent(taken::add);
        taken.forEach(this::handle);
        return taken;
      });
    } catch (Throwable e) {
      if (taken.isEmpty()) {
        throw e;
      }
      failed(taken.getFirst(), e);
    }
    return !taken.isEmpty();
  }

  private void handle(Due due) {
    var handler = handlers.get(due.kind());
    if (handler == null) {
      throw new IllegalStateException("nobody handles deadlines of kind " + due.kind());
    }
    try {
      handler.due(due.subject(), due.dueAt());
    } catch (RefusedException refused) {
      LOG.infof(
          "refused code=%s deadline=%s subject=%s",
          refused.why().code(), due.kind(), due.subject());
      meters
          .counter("crossforce.deadlines.refused", "kind", due.kind(), "code", refused.why().code())
          .increment();
      transactions.requireCommittable(refused);
    }
  }

  private void failed(Due due, Throwable why) {
    var backoff = 100L << Math.min(due.attempts(), 9);
    transactions.inOne(() -> {
      deadlines.failed(due, Trouble.describe(why), backoff);
      return due;
    });
    if (Trouble.is(why)) {
      LOG.infof("trouble with deadline %s of %s: %s", due.kind(), due.subject(), why);
    } else {
      LOG.errorf(why, "deadline %s of %s failed", due.kind(), due.subject());
    }
    if (due.attempts() + 1 == config.alarmAfter()) {
      LOG.errorf("ALARM deadline %s of %s keeps failing", due.kind(), due.subject());
    }
  }

  @Override
  public Optional<Instant> nextDeadline() {
    return deadlines.next(config.alarmAfter());
  }

  @Override
  public boolean settled() {
    return !running || nextDeadline().filter(due -> !due.isAfter(clock.instant())).isEmpty();
  }
}
