package crossforce.registry.booking;

import crossforce.contract.AssetId;
import crossforce.contract.BookingId;
import crossforce.contract.ForceId;
import crossforce.contract.RequestId;
import crossforce.contract.TimeSlot;
import crossforce.contract.UnavailabilityId;
import crossforce.kit.decision.RefusedException;
import crossforce.registry.Fleet;
import crossforce.registry.asset.AssetDesk;
import crossforce.registry.asset.model.AssetCommand.Withdraw;
import crossforce.registry.booking.model.BookingCommand.Commit;
import crossforce.registry.booking.model.BookingCommand.GiveUp;
import crossforce.registry.booking.model.BookingCommand.Hold;
import crossforce.registry.booking.model.BookingCommand.Return;
import crossforce.registry.booking.model.BookingCommand.StandDown;
import crossforce.registry.booking.model.UnavailabilityCommand;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Random commands to the desks, the same for the same step. */
@ApplicationScoped
public class Walk {
  private static final ForceId FORCE = new ForceId("durham");

  private final Fleet fleet;
  private final AssetDesk listings;
  private final BookingDesk bookings;
  private final UnavailabilityDesk unavailabilities;
  private final Clock clock;
  private final List<Hold> asked = new ArrayList<>();
  private final List<UnavailabilityCommand.Record> absences = new ArrayList<>();

  Walk(
      Fleet fleet,
      AssetDesk listings,
      BookingDesk bookings,
      UnavailabilityDesk unavailabilities,
      Clock clock) {
    this.fleet = fleet;
    this.listings = listings;
    this.bookings = bookings;
    this.unavailabilities = unavailabilities;
    this.clock = clock;
  }

  public List<AssetId> someAssets(int count) {
    fleet.register();
    return IntStream.range(0, count).mapToObj(_ -> fleet.publish(Fleet.DRONES, FORCE)).toList();
  }

  public void step(int number, List<AssetId> assets) {
    var random = new Random(number);
    var asset = assets.get(random.nextInt(assets.size()));
    try {
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> hold(asset, random);
        case 4, 5 -> with(random, h -> bookings.handle(commit(h)));
        case 6 -> with(random, h -> bookings.handle(new GiveUp(h.id(), h.asset())));
        case 7 -> with(random, h -> bookings.setOut(h.id(), h.asset(), clock.instant()));
        case 8 ->
            with(random, h -> bookings.handle(new Return(h.id(), h.asset(), clock.instant())));
        case 9 ->
            with(random, h -> bookings.handle(new StandDown(h.id(), h.asset(), clock.instant())));
        case 10 -> absent(asset, random);
        case 11 -> endAbsence(random);
        default -> throw new IllegalStateException();
      }
      if (number == 140) {
        listings.handle(new Withdraw(asset));
      }
    } catch (RefusedException e) {
      // An answer like any other.
    }
  }

  private void hold(AssetId asset, Random random) {
    var slot = slot(random);
    var command =
        new Hold(
            new BookingId(UUID.randomUUID()),
            asset,
            new RequestId(UUID.randomUUID()),
            FORCE,
            Fleet.DRONES,
            slot,
            slot,
            clock.instant().plus(Duration.ofHours(1)));
    asked.add(command);
    bookings.handle(command);
  }

  private Commit commit(Hold hold) {
    return new Commit(hold.id(), hold.asset(), hold.request(), clock.instant());
  }

  private void absent(AssetId asset, Random random) {
    var id = new UnavailabilityId(UUID.randomUUID());
    var absence = new UnavailabilityCommand.Record(id, asset, slot(random), "repair");
    absences.add(absence);
    unavailabilities.handle(absence);
  }

  private void endAbsence(Random random) {
    if (!absences.isEmpty()) {
      var absence = absences.get(random.nextInt(absences.size()));
      unavailabilities.handle(new UnavailabilityCommand.End(absence.id(), absence.asset()));
    }
  }

  private TimeSlot slot(Random random) {
    var from =
        clock
            .instant()
            .truncatedTo(ChronoUnit.MILLIS)
            .plus(Duration.ofHours(random.nextInt(1, 20 * 24)));
    return new TimeSlot(from, from.plus(Duration.ofHours(random.nextInt(1, 10))));
  }

  private void with(Random random, java.util.function.Consumer<Hold> step) {
    if (!asked.isEmpty()) {
      step.accept(asked.get(random.nextInt(asked.size())));
    }
  }
}
