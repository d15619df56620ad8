package crossforce.registry.booking;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.AssetId;
import crossforce.contract.BookingId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.RequestId;
import crossforce.contract.ShortfallReason;
import crossforce.contract.TimeSlot;
import crossforce.contract.UnavailabilityId;
import crossforce.kit.test.TestDatabase;
import crossforce.registry.Fleet;
import crossforce.registry.OnRealParts;
import crossforce.registry.Race;
import crossforce.registry.booking.model.Booking;
import crossforce.registry.booking.model.Booking.Cancelled;
import crossforce.registry.booking.model.Booking.Committed;
import crossforce.registry.booking.model.Booking.Held;
import crossforce.registry.booking.model.BookingCommand.Commit;
import crossforce.registry.booking.model.BookingCommand.Hold;
import crossforce.registry.booking.model.Unavailability.Recorded;
import crossforce.registry.booking.model.UnavailabilityCommand;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Many desks at once, each in a transaction on a connection of its own. */
@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class BookingRaceTest {
  private static final int ROUNDS = 5;

  @Inject BookingDesk desk;
  @Inject UnavailabilityDesk unavailabilities;
  @Inject Fleet fleet;
  @Inject Clock clock;

  private TimeSlot duty;

  @BeforeEach
  void aDutyInSomeHours() {
    fleet.register();
    var now = clock.instant();
    duty = new TimeSlot(now.plus(Duration.ofHours(3)), now.plus(Duration.ofHours(6)));
  }

  @Test
  void of_many_who_want_the_same_time_exactly_one_gets_it() {
    for (var round = 0; round < ROUNDS; round++) {
      var asset = fleet.publish(Fleet.DRONES, new ForceId("cumbria"));

      var outcomes =
          Race.of(
              IntStream.range(0, 8)
                  .mapToObj(i -> hold(asset, new ForceId("cumbria"), Fleet.DRONES, i))
                  .toList());

      assertThat(outcomes).filteredOn(Held.class::isInstance).hasSize(1);
      assertThat(outcomes)
          .filteredOn(outcome -> !(outcome instanceof Held))
          .allMatch(outcome -> isRefused(outcome, ShortfallReason.ALREADY_PROMISED));
    }
    assertThat(overlaps()).isZero();
  }

  @Test
  void of_many_who_each_leave_enough_at_home_no_more_go_than_may() {
    // Given four mounted sections of which two must stay at home.
    var force = new ForceId("cumbria");
    var mounted = new CapabilityCode("mounted-section");
    var assets = IntStream.range(0, 4).mapToObj(_ -> fleet.publish(mounted, force)).toList();
    fleet.keep(force, mounted, 2);

    var outcomes = Race.of(assets.stream().map(asset -> hold(asset, force, mounted, 0)).toList());

    assertThat(outcomes).filteredOn(Held.class::isInstance).hasSize(2);
    assertThat(outcomes)
        .filteredOn(outcome -> isRefused(outcome, ShortfallReason.HOME_COVER))
        .hasSize(2);
  }

  @Test
  void of_two_orders_that_together_leave_too_few_at_home_exactly_one_is_promised()
      throws Exception {
    // Given two of three mounted sections are held, and the one that stays at home falls ill.
    var force = new ForceId("northumbria");
    var mounted = new CapabilityCode("mounted-section");
    fleet.keep(force, mounted, 1);
    var assets = IntStream.range(0, 3).mapToObj(_ -> fleet.publish(mounted, force)).toList();
    var first = hold(assets.get(0), force, mounted, 0).call();
    var second = hold(assets.get(1), force, mounted, 0).call();
    absence(assets.get(2)).call();

    var outcomes = Race.of(Stream.of(first, second).map(this::order).toList());

    assertThat(outcomes).filteredOn(Committed.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Cancelled.class::isInstance).hasSize(1);
  }

  @Test
  void an_owner_who_needs_its_asset_at_the_same_moment_is_never_refused() {
    for (var round = 0; round < ROUNDS; round++) {
      var force = new ForceId("cumbria");
      var asset = fleet.publish(Fleet.DRONES, force);
      var outcomes =
          Race.of(
              Stream.concat(
                      Stream.of(absence(asset)),
                      IntStream.range(0, 3)
                          .mapToObj(i -> hold(asset, force, Fleet.DRONES, i))
                          .map(racer -> (Callable<Object>) racer::call))
                  .toList());

      assertThat(outcomes.getFirst()).isInstanceOf(Recorded.class);
      assertThat(outcomes).filteredOn(Held.class::isInstance).hasSizeLessThanOrEqualTo(1);
    }
  }

  private Callable<Booking> hold(AssetId asset, ForceId donor, CapabilityCode code, int minutes) {
    var shifted =
        new TimeSlot(
            duty.from().plus(Duration.ofMinutes(minutes)),
            duty.until().plus(Duration.ofMinutes(minutes)));
    var command =
        new Hold(
            new BookingId(UUID.randomUUID()),
            asset,
            new RequestId(UUID.randomUUID()),
            donor,
            code,
            shifted,
            shifted,
            clock.instant().plus(Duration.ofHours(1)));
    return () -> inTransaction(() -> desk.handle(command));
  }

  private Callable<Booking> order(Booking held) {
    var promise = ((Held) held).promise();
    var command = new Commit(promise.id(), promise.asset(), promise.request(), clock.instant());
    return () -> inTransaction(() -> desk.handle(command));
  }

  private Callable<Object> absence(AssetId asset) {
    var command =
        new UnavailabilityCommand.Record(
            new UnavailabilityId(UUID.randomUUID()), asset, duty, "repair");
    return () -> inTransaction(() -> unavailabilities.handle(command));
  }

  private static <T> T inTransaction(Callable<T> work) {
    return QuarkusTransaction.requiringNew().call(work);
  }

  private static boolean isRefused(Booking booking, ShortfallReason why) {
    return booking instanceof Booking.Refused(_, _, _, var reason) && reason == why;
  }

  private static long overlaps() {
    return (long)
        TestDatabase.current()
            .rows(
                """
                select count(*) from bookings a join bookings b
                on a.asset_id = b.asset_id and a.id < b.id and a.blocked && b.blocked
                where a.kind = 'promise' and b.kind = 'promise' and a.guarded and b.guarded\
                """)
            .getFirst()
            .getFirst();
  }
}
