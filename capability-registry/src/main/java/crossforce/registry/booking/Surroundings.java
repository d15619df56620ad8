package crossforce.registry.booking;

import crossforce.contract.LegalBasis;
import crossforce.contract.RequestId;
import crossforce.contract.TimeSlot;
import crossforce.contract.registry.AssetEvent.Asset;
import crossforce.registry.asset.Assets.Kin;
import crossforce.registry.asset.model.Listing;
import crossforce.registry.asset.model.Listing.Known;
import crossforce.registry.asset.model.Listing.None;
import crossforce.registry.asset.model.Listing.Withdrawn;
import crossforce.registry.booking.Bookings.Kept;
import crossforce.registry.booking.model.Booking;
import crossforce.registry.booking.model.BookingCommand;
import crossforce.registry.booking.model.BookingCommand.Commit;
import crossforce.registry.booking.model.BookingCommand.GiveUp;
import crossforce.registry.booking.model.BookingCommand.Hold;
import crossforce.registry.booking.model.BookingCommand.Lapse;
import crossforce.registry.booking.model.BookingCommand.Return;
import crossforce.registry.booking.model.BookingCommand.StandDown;
import crossforce.registry.booking.model.BookingRules;
import crossforce.registry.booking.model.Circumstances;
import crossforce.registry.booking.model.Circumstances.Lendable;
import crossforce.registry.booking.model.HomeGuard;
import crossforce.registry.capability.Capabilities;
import crossforce.registry.capability.model.CatalogueEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads all that bears on a booking, under the locks that its desk holds. */
@ApplicationScoped
class Surroundings {
  private static final HomeGuard NO_FLOOR = new HomeGuard(0, Map.of());

  private final Bookings bookings;
  private final RequestBases bases;
  private final Capabilities capabilities;

  Surroundings(Bookings bookings, RequestBases bases, Capabilities capabilities) {
    this.bookings = bookings;
    this.bases = bases;
    this.capabilities = capabilities;
  }

  /**
   * What this command is judged by; steps that only give time back need little of it.
   *
   * @param least the lending floor, read under its lock
   * @param now by which overdue deployments are judged
   */
  Circumstances of(BookingCommand command, Kept kept, Listing listing, int least, Instant now) {
    var asset = lendable(listing);
    var wish = asset.flatMap(found -> wish(command, kept, found.asset()));
    if (asset.isEmpty() || wish.isEmpty()) {
      return new Circumstances(asset, LegalBasis.S24, List.of(), NO_FLOOR, kept.deployed());
    }
    var range = wish.get().range();
    var calendar =
        bookings.calendar(command.asset(), range, now).stream()
            .filter(occupation -> !occupation.entry().equals(command.id().value()))
            .toList();
    var kin = new Kin(asset.get().asset().owner(), asset.get().asset().capability());
    return new Circumstances(
        asset,
        bases.of(wish.get().request()),
        calendar,
        home(kin, least, range, now),
        kept.deployed());
  }

  /** Time that is to be taken, and for which request. */
  private record Wish(RequestId request, TimeSlot range) {}

  private static Optional<Wish> wish(BookingCommand command, Kept kept, Asset asset) {
    return switch (command) {
      case Hold hold -> Optional.of(new Wish(hold.request(), BookingRules.blocked(hold, asset)));
      case Commit commit ->
          kept.booking() instanceof Booking.Known known
              ? Optional.of(new Wish(commit.request(), known.promise().blocked()))
              : Optional.empty();
      case GiveUp _, Lapse _, Return _, StandDown _ -> Optional.empty();
    };
  }

  /** A lending floor with the calendars that it is judged on. */
  HomeGuard home(Kin kin, int least, TimeSlot range, Instant now) {
    return least == 0 ? NO_FLOOR : new HomeGuard(least, bookings.fleet(kin, range, now));
  }

  private Optional<Lendable> lendable(Listing listing) {
    return switch (listing) {
      case None _ -> Optional.empty();
      case Known known ->
          switch (capabilities.get(known.asset().capability())) {
            case CatalogueEntry.None _ ->
                throw new IllegalStateException("listed without a standard: " + known.id());
            case CatalogueEntry.Known standard ->
                Optional.of(
                    new Lendable(
                        known.asset(),
                        known.accreditations(),
                        standard.capability(),
                        known instanceof Withdrawn));
          };
    };
  }
}
