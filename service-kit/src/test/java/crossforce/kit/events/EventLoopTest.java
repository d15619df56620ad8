package crossforce.kit.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import crossforce.contract.wire.Envelope.Auth;
import crossforce.contract.wire.Shard;
import crossforce.kit.events.TaleEvent.TaleTold;
import crossforce.kit.outbox.TellingEvent.Noted;
import crossforce.kit.outbox.TellingTopics;
import crossforce.kit.test.LeapingTime;
import crossforce.kit.time.MachineTime;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LoopProfile.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventLoopTest extends LoopBed {
  @Inject MeterRegistry meters;
  @Inject DeliveryStep step;
  @Inject Positions positions;
  @Inject Brokers brokers;
  @Inject EventsConfig config;
  @Inject LogEnds logEnds;
  @Inject Parking parking;

  @Inject
  @Identifier("default-kafka-broker")
  Map<String, Object> kafka;

  @Test
  void an_event_is_reacted_to_once_by_all_in_their_order() {
    var key = key();

    var told = tell(key, "once");

    awaitHeard(key, "once");
    assertThat(database.rows("select heard from remembered where event_id = '" + told.id() + "'"))
        .containsExactly(List.of(1L));
  }

  @Test
  void duplicates_and_late_deliveries_are_acted_on_once() {
    var key = key();
    var first = tell(key, "first");
    tell(key, "second");

    wire.tellAgain(TaleEvent.TALES, first, new TaleTold(key, "first"));
    tell(key, "third");
    wire.tellAgain(TaleEvent.TALES, first, new TaleTold(key, "first"));
    awaitSettled();

    assertThat(heard(key)).containsExactly("first", "second", "third");
  }

  @Test
  void a_refusal_is_noted_and_the_loop_goes_on() {
    var key = key();

    tell(key, "refuse this");
    tell(key, "but not this");

    awaitHeard(key, "refuse this", "but not this");
    assertThat(parked(key)).isEmpty();
    assertThat(
            meters
                .counter("crossforce.refused", "topic", "kit.tales.v1", "code", "not-listening")
                .count())
        .isPositive();
  }

  @Test
  void trouble_is_tried_again_without_parking() {
    var key = key();
    mood.troubles.put("troubled", new AtomicInteger(3));

    tell(key, "troubled");
    tell(key, "next");

    awaitHeard(key, "troubled", "next");
    assertThat(parked(key)).isEmpty();
    assertThat(mood.troubles.get("troubled").get()).isNegative();
  }

  @Test
  void a_lost_race_is_decided_again_a_few_times_and_then_parked() {
    var passing = key();
    var lasting = key();
    mood.races.put("passing race", new AtomicInteger(2));
    mood.races.put("lasting race", new AtomicInteger(1000));

    tell(passing, "passing race");
    tell(lasting, "lasting race");

    awaitHeard(passing, "passing race");
    awaitParked(lasting, 1);
  }

  @Test
  void what_a_reaction_tells_is_caused_by_what_it_heard() {
    var key = key();

    var heard = tell(key, "pass it on");

    var told = wire.await(TellingTopics.TELLING, Noted.class, e -> e.key().equals(key)).envelope();
    assertThat(told.causationId()).contains(heard.id());
    assertThat(told.correlationId()).isEqualTo(heard.correlationId());
    assertThat(told.auth().type()).isEqualTo(Auth.Type.SYSTEM);
  }

  @Test
  void after_a_restart_the_loop_goes_on_where_it_was() {
    var key = key();
    tell(key, "before");
    awaitHeard(key, "before");

    loop.stop();
    tell(key, "meanwhile");
    loop.start();
    tell(key, "after");

    awaitHeard(key, "before", "meanwhile", "after");
  }

  @Test
  void a_second_instance_takes_its_part_and_nothing_twice() {
    var keys = IntStream.range(0, 40).mapToObj(_ -> key()).toList();
    var other = new EventLoop(config, brokers, step, positions, new MachineTime());
    keys.forEach(key -> tell(key, "one"));

    other.start();
    keys.forEach(key -> tell(key, "two"));
    other.stop();
    keys.forEach(key -> tell(key, "three"));

    keys.forEach(key -> awaitHeard(key, "one", "two", "three"));
  }

  @Test
  void a_loop_that_no_longer_comes_round_is_not_ready_and_no_error_ends_it() {
    var machine = new LeapingTime();
    var broken = new AtomicBoolean(true);
    var tries = new AtomicInteger();
    var failing =
        new Brokers(kafka, "kit-test", config) {
          @Override
          KafkaConsumer<byte[], byte[]> consumer(int number) {
            tries.incrementAndGet();
            if (broken.get()) {
              throw new NoClassDefFoundError("of the tests");
            }
            return super.consumer(number);
          }
        };
    var other = new EventLoop(config, failing, step, positions, machine);
    var itsState = new LoopState(config, other, logEnds, positions, parking);
    var health = new EventsHealth(itsState, config);
    await().atMost(PATIENCE).until(() -> itsState.measure().lag() == 0 && itsState.hasCaughtUp());

    other.start();
    await().atMost(PATIENCE).until(() -> tries.get() > 1);
    assertThat(health.call().getStatus()).isEqualTo(Status.UP);
    machine.leap(Duration.ofSeconds(61));

    assertThat(health.call().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.call().getData().orElseThrow()).containsKey("loop");
    broken.set(false);
    await().atMost(PATIENCE).until(() -> health.call().getStatus() == Status.UP);
    other.stop();
    failing.close();
  }

  @Test
  void a_position_moved_by_another_owner_fences_this_one() {
    var key = key();
    tell(key, "ours");
    awaitHeard(key, "ours");
    awaitSettled();

    // As if another instance had already taken the next event and committed.
    database.run(
        """
        update event_offsets set next_offset = next_offset + 1
        where topic = 'kit.tales.v1' and partition = %d\
        """
            .formatted(Shard.of(key).number()));
    tell(key, "theirs");
    tell(key, "ours again");

    awaitHeard(key, "ours", "ours again");
  }

  @Test
  void killed_connections_lose_and_repeat_nothing() {
    var keys = IntStream.range(0, 20).mapToObj(_ -> key()).toList();
    for (var round = 0; round < 5; round++) {
      for (var key : keys) {
        tell(key, "round " + round);
      }
      database.run(
          """
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and usename = 'service'\
          """);
    }

    keys.forEach(key -> awaitHeard(key, "round 0", "round 1", "round 2", "round 3", "round 4"));
    keys.forEach(key -> assertThat(parked(key)).isEmpty());
  }
}
