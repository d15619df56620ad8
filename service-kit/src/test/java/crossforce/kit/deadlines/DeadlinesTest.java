package crossforce.kit.deadlines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import crossforce.kit.events.LoopProfile;
import crossforce.kit.events.Rows;
import crossforce.kit.events.Transactions;
import crossforce.kit.test.LeapingTime;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.time.MachineTime;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LoopProfile.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeadlinesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject Clock clock;
  @Inject DeadlinesConfig config;
  @Inject DueDeadlines due;
  @Inject Deadlines deadlines;
  @Inject Transactions transactions;
  @Inject MeterRegistry meters;
  @Inject @All List<DeadlineHandler> handlers;
  @Inject Timers.Ringing ringing;
  @Inject Rows rows;
  private final TestDatabase database = TestDatabase.current();
  private final List<DeadlineRunner> runners = new ArrayList<>();

  @BeforeEach
  void begin() {
    database.run(
        """
        create table if not exists rung (
          n bigserial primary key, kind text, subject text, due_at timestamptz)
        """,
        "create table if not exists bells (subject text primary key, rung bigint default 0)",
        "grant all on rung, bells to service",
        "grant all on sequence rung_n_seq to service",
        "truncate deadlines");
  }

  @AfterEach
  void end() throws InterruptedException {
    for (var runner : runners) {
      runner.stop();
    }
  }

  @Test
  void a_deadline_fires_once_when_it_is_due_and_not_before() {
    var soon = subject();
    var later = subject();
    var at = now().plusMillis(700);
    set(soon, at);
    set(later, now().plusSeconds(3600));

    startRunner();

    await().atMost(PATIENCE).until(() -> rung(soon).size() == 1);
    assertThat(now()).isAfterOrEqualTo(at);
    assertThat(rung(later)).isEmpty();
    assertThat(deadlines.find("ring", soon)).isEmpty();
    assertThat(deadlines.find("ring", later)).isPresent();
  }

  @Test
  void what_is_due_between_two_microseconds_is_not_due_before_its_time() {
    var subject = subject();
    var at = now().truncatedTo(ChronoUnit.MICROS).plusNanos(400);

    set(subject, at);

    assertThat(deadlines.find("ring", subject)).contains(at.plusNanos(600));
  }

  @Test
  void killed_before_and_started_after_it_fires_exactly_once() throws Exception {
    var subject = subject();
    var first = startRunner();
    set(subject, now().plusMillis(500));
    first.stop();
    await().until(() -> now().isAfter(deadlines.find("ring", subject).orElseThrow()));
    assertThat(rung(subject)).isEmpty();

    startRunner().stop();
    startRunner();

    await().atMost(PATIENCE).until(() -> deadlines.find("ring", subject).isEmpty());
    assertThat(rung(subject)).hasSize(1);
  }

  @Test
  void two_runners_fire_each_once() {
    var subjects = IntStream.range(0, 200).mapToObj(_ -> subject()).toList();
    subjects.forEach(subject -> set(subject, now()));

    startRunner();
    startRunner();
    startRunner();

    await().atMost(PATIENCE).until(() -> database.count("deadlines") == 0);
    subjects.forEach(subject -> assertThat(rung(subject)).hasSize(1));
  }

  @Test
  void one_runner_fires_in_due_order() {
    var start = now().minusSeconds(1000);
    var subjects = IntStream.range(0, 20).mapToObj(_ -> subject()).toList();
    for (var n = 0; n < subjects.size(); n++) {
      set(subjects.get(n), start.plusSeconds((n * 7) % 20));
    }

    startRunner();

    await().atMost(PATIENCE).until(() -> database.count("deadlines") == 0);
    var times =
        database.rows("select due_at::text from rung order by n desc limit 20").reversed().stream()
            .map(row -> (String) row.getFirst())
            .toList();
    assertThat(times).isSorted();
  }

  @Test
  void a_connection_cut_off_in_the_middle_undoes_it_and_it_fires_again() {
    var subject = subject();
    ringing.cutOff.put(subject, new AtomicInteger(2));
    set(subject, now());

    startRunner();

    await().atMost(PATIENCE).until(() -> deadlines.find("ring", subject).isEmpty());
    assertThat(rung(subject)).hasSize(1);
    assertThat(ringing.cutOff.get(subject).get()).isNegative();
  }

  @Test
  void one_that_fails_is_tried_later_and_keeps_nobody() {
    var broken = subject();
    var whole = subject();
    ringing.broken.add(broken);
    set(broken, now().minusSeconds(60));
    set(whole, now());

    startRunner();

    await().atMost(PATIENCE).until(() -> rung(whole).size() == 1);
    await().atMost(PATIENCE).until(() -> gauge("crossforce.deadlines.failing") == 1);
    assertThat(rung(broken)).isEmpty();
    ringing.broken.remove(broken);
    await().atMost(PATIENCE).until(() -> rung(broken).size() == 1);
    await().atMost(PATIENCE).until(() -> gauge("crossforce.deadlines.failing") == 0);
  }

  @Test
  void a_refusal_is_an_answer_and_keeps_what_was_noted() {
    var subject = subject();
    ringing.refusing.add(subject);
    set(subject, now());

    startRunner();

    await().atMost(PATIENCE).until(() -> deadlines.find("ring", subject).isEmpty());
    assertThat(rung(subject)).hasSize(1);
  }

  @Test
  void it_may_set_itself_again_and_be_moved_and_cancelled() {
    var again = subject();
    var moved = subject();
    var cancelled = subject();
    var at = now();
    deadlines.set("ring-again", again, at);
    set(moved, at.plusMillis(300));
    set(cancelled, at.plusMillis(300));
    set(moved, at.plusSeconds(3600));
    deadlines.cancel("ring", cancelled);

    startRunner();

    await().atMost(PATIENCE).until(() -> rung(again).size() == 1);
    await().until(() -> now().isAfter(at.plusSeconds(1)));
    assertThat(deadlines.find("ring-again", again)).contains(at.plusSeconds(3600));
    assertThat(rung(moved)).isEmpty();
    assertThat(rung(cancelled)).isEmpty();
  }

  @Test
  void it_is_part_of_the_desks_transaction() {
    var subject = subject();

    try {
      transactions.inOne(() -> {
        set(subject, now());
        throw new IllegalStateException("the desk fails");
      });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("the desk fails");
    }

    assertThat(deadlines.find("ring", subject)).isEmpty();
  }

  @Test
  void a_desk_that_cancels_while_it_fires_wins_without_an_error() throws Exception {
    var subject = subject();
    database.run("insert into bells (subject) values ('%s')".formatted(subject));
    set(subject, now());

    // The desk holds its aggregate before it turns to the deadline, as the lock order has it.
    transactions.inOne(() -> {
      ringing.rows.update("update bells set rung = rung + 100 where subject = ?", subject);
      startRunner();
      await()
          .atMost(PATIENCE)
          .until(() ->
              !database
                  .rows("select 1 from pg_locks where not granted and locktype = 'transactionid'")
                  .isEmpty());
      deadlines.cancel("ring", subject);
      return subject;
    });

    await().until(() -> now().isAfter(deadlines.find("ring", subject).orElse(Instant.MIN)));
    assertThat(rung(subject)).isEmpty();
    assertThat(database.rows("select rung from bells where subject = '%s'".formatted(subject)))
        .containsExactly(List.of(100L));
  }

  @Test
  void a_runner_that_no_longer_comes_round_is_not_ready_and_no_error_ends_it() {
    var machine = new LeapingTime();
    var broken = new AtomicBoolean(true);
    var tries = new AtomicInteger();
    var failing =
        new DueDeadlines(rows, machine) {
          @Override
          Optional<Due> take(Instant now) {
            tries.incrementAndGet();
            if (broken.get()) {
              throw new NoClassDefFoundError("of the tests");
            }
            return super.take(now);
          }
        };
    var subject = subject();
    set(subject, now());

    var health = new DeadlinesHealth(startRunner(failing, machine));
    await().atMost(PATIENCE).until(() -> tries.get() > 1);
    assertThat(health.call().getStatus()).isEqualTo(Status.UP);
    machine.leap(Duration.ofSeconds(61));

    assertThat(health.call().getStatus()).isEqualTo(Status.DOWN);
    broken.set(false);
    await().atMost(PATIENCE).until(() -> rung(subject).size() == 1);
    await().atMost(PATIENCE).until(() -> health.call().getStatus() == Status.UP);
  }

  @Test
  void the_clock_is_told_the_next_deadline_and_whether_any_is_due() {
    var runner = startRunner();
    var at = now().plusSeconds(900);
    set(subject(), at.plusSeconds(60));
    set(subject(), at);

    assertThat(runner.nextDeadline()).contains(at);
    assertThat(runner.settled()).isTrue();
    set(subject(), now().minusSeconds(1));
    await().atMost(PATIENCE).until(runner::settled);
  }

  private DeadlineRunner startRunner() {
    return startRunner(due, new MachineTime());
  }

  private DeadlineRunner startRunner(DueDeadlines due, MachineTime machine) {
    var runner = new DeadlineRunner(clock, config, due, transactions, meters, machine, handlers);
    runners.add(runner);
    runner.start();
    return runner;
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  private void set(String subject, Instant dueAt) {
    deadlines.set("ring", subject, dueAt);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static String subject() {
    return UUID.randomUUID().toString();
  }

  private List<List<Object>> rung(String subject) {
    return database.rows("select kind from rung where subject = '%s'".formatted(subject));
  }
}
