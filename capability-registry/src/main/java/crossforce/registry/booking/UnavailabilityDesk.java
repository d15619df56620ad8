package crossforce.registry.booking;

import crossforce.contract.Topics;
import crossforce.contract.registry.AssetEvent;
import crossforce.kit.decision.Decision.Accepted;
import crossforce.kit.decision.Decision.Refused;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Creations;
import crossforce.kit.outbox.Outbox;
import crossforce.registry.asset.Assets;
import crossforce.registry.asset.Assets.Kin;
import crossforce.registry.asset.model.AssetRefusal;
import crossforce.registry.asset.model.Listing.Listed;
import crossforce.registry.availability.AvailabilityTeller;
import crossforce.registry.booking.model.HomeGuard;
import crossforce.registry.booking.model.Unavailability;
import crossforce.registry.booking.model.UnavailabilityCommand;
import crossforce.registry.booking.model.UnavailabilityCommand.End;
import crossforce.registry.booking.model.UnavailabilityCommand.Record;
import crossforce.registry.booking.model.UnavailabilityRules;
import crossforce.registry.cover.HomeCovers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;

/** The only writer of times at which an owner does not lend. */
@ApplicationScoped
public class UnavailabilityDesk {
  private final Bookings bookings;
  private final Surroundings surroundings;
  private final Assets assets;
  private final HomeCovers covers;
  private final AvailabilityTeller availability;
  private final Creations creations;
  private final Outbox outbox;
  private final Clock clock;

  UnavailabilityDesk(
      Bookings bookings,
      Surroundings surroundings,
      Assets assets,
      HomeCovers covers,
      AvailabilityTeller availability,
      Creations creations,
      Outbox outbox,
      Clock clock) {
    this.bookings = bookings;
    this.surroundings = surroundings;
    this.assets = assets;
    this.covers = covers;
    this.availability = availability;
    this.creations = creations;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Records what a client sent under its own random id. */
  @Transactional(dontRollbackOn = RefusedException.class)
  public Unavailability record(Record command) {
    var owner = kin(command).owner();
    return creations.admit("unavailability", command.id().value(), owner, command)
        ? handle(command)
        : bookings.get(command.id());
  }

  @Transactional(dontRollbackOn = RefusedException.class)
  public Unavailability handle(UnavailabilityCommand command) {
    var now = clock.instant();
    var kin = kin(command);
    var least = covers.lock(kin.owner(), kin.capability()).least();
    var listed = assets.lock(command.asset()).listing() instanceof Listed;
    var before = bookings.get(command.id());
    var home =
        switch (command) {
          case Record record -> surroundings.home(kin, least, record.slot(), now);
          case End _ -> new HomeGuard(0, Map.of());
        };
    return switch (UnavailabilityRules.decide(before, command, listed, home, now)) {
      case Refused<AssetEvent>(var why) -> throw new RefusedException(why);
      case Accepted<AssetEvent>(var events) when events.isEmpty() -> before;
      case Accepted<AssetEvent>(var events) -> {
        var after = before;
        for (var event : events) {
          after = UnavailabilityRules.evolve(after, event);
        }
        bookings.put(command.id(), command.asset(), after);
        outbox.append(Topics.ASSETS, events);
        availability.tell(command.asset(), kin, listed, now);
        yield after;
      }
    };
  }

  private Kin kin(UnavailabilityCommand command) {
    return assets
        .kin(command.asset())
        .orElseThrow(() -> new RefusedException(AssetRefusal.ASSET_UNKNOWN));
  }
}
