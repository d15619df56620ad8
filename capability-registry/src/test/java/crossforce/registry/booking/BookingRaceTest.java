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
import crossforce.registry.booking.model.Booking.Held;
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
  void an_owner_who_needs_its_asset_at_the_same_moment_is_never_refused() {
    for (var round = 0; round < ROUNDS; round++) {
      var force = new ForceId("cumbria");
      var asset = fleet.publish(Fleet.DRONES, force);
      Callable<Object> absence =
          () ->
              inTransaction(() ->
                  unavailabilities.handle(
                      new UnavailabilityCommand.Record(
                          new UnavailabilityId(UUID.randomUUID()), asset, duty, "repair")));

      var outcomes =
          Race.of(
              Stream.concat(
                      Stream.of(absence),
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
