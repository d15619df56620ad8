package crossforce.registry.booking;

import crossforce.contract.AssetId;
import crossforce.contract.BookingId;
import crossforce.contract.Classification;
import crossforce.contract.LegalBasis;
import crossforce.contract.RequestId;
import crossforce.contract.Topics;
import crossforce.contract.registry.AssetEvent.BookingEvent;
import crossforce.contract.wire.Envelope;
import crossforce.kit.actor.Acting;
import crossforce.kit.deadlines.Deadlines;
import crossforce.kit.decision.Decision.Accepted;
import crossforce.kit.decision.Decision.Refused;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.outbox.Outbox;
import crossforce.registry.asset.Assets;
import crossforce.registry.asset.Assets.Kin;
import crossforce.registry.asset.model.Listing;
import crossforce.registry.asset.model.Listing.Known;
import crossforce.registry.asset.model.Listing.Listed;
import crossforce.registry.availability.AvailabilityTeller;
import crossforce.registry.booking.model.Booking;
import crossforce.registry.booking.model.Booking.Committed;
import crossforce.registry.booking.model.Booking.Held;
import crossforce.registry.booking.model.BookingCommand;
import crossforce.registry.booking.model.BookingCommand.Commit;
import crossforce.registry.booking.model.BookingCommand.GiveUp;
import crossforce.registry.booking.model.BookingCommand.Hold;
import crossforce.registry.booking.model.BookingCommand.Lapse;
import crossforce.registry.booking.model.BookingCommand.Return;
import crossforce.registry.booking.model.BookingCommand.StandDown;
import crossforce.registry.booking.model.BookingRefusal;
import crossforce.registry.booking.model.BookingRules;
import crossforce.registry.cover.HomeCovers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;

/** The only writer of promises: it locks home cover, then the asset, and only then looks. */
@ApplicationScoped
public class BookingDesk {
  static final String HOLD_LAPSES = "hold-lapses";

  private final Bookings bookings;
  private final RequestBases bases;
  private final Surroundings surroundings;
  private final Assets assets;
  private final HomeCovers covers;
  private final AvailabilityTeller availability;
  private final Deadlines deadlines;
  private final Outbox outbox;
  private final Clock clock;

  BookingDesk(
      Bookings bookings,
      RequestBases bases,
      Surroundings surroundings,
      Assets assets,
      HomeCovers covers,
      AvailabilityTeller availability,
      Deadlines deadlines,
      Outbox outbox,
      Clock clock) {
    this.bookings = bookings;
    this.bases = bases;
    this.surroundings = surroundings;
    this.assets = assets;
    this.covers = covers;
    this.availability = availability;
    this.deadlines = deadlines;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Transactional(dontRollbackOn = RefusedException.class)
  public Booking handle(BookingCommand command) {
    return handle(command, clock.instant());
  }

  /**
   * @param now the present, or for a deadline when it was due
   */
  @Transactional(dontRollbackOn = RefusedException.class)
  Booking handle(BookingCommand command, Instant now) {
    var least = lockHomeCover(command);
    var listing = assets.lock(command.asset()).listing();
    var kept = bookings.get(command.id());
    var before = kept.booking();
    var circumstances = surroundings.of(command, kept, listing, least, now);
    return switch (BookingRules.decide(before, command, circumstances, now)) {
      case Refused<BookingEvent>(var why) -> throw new RefusedException(why);
      case Accepted<BookingEvent>(var events) when events.isEmpty() -> before;
      case Accepted<BookingEvent>(var events) -> {
        var after = before;
        for (var event : events) {
          after = BookingRules.evolve(after, event);
        }
        var classification = kept.classification().orElseGet(BookingDesk::heard);
        if (kept.classification().isPresent()) {
          bookings.change(command.id(), after);
        } else if (!(after instanceof Booking.None)) {
          bookings.add(command.id(), command.asset(), after, classification);
        }
        outbox.append(Topics.ASSETS, events, classification);
        remind(command.id(), before, after);
        tell(listing, now, since(command, now));
        yield after;
      }
    };
  }

  /** The asset has set out: noted and not decided, since only the broker knows deployments. */
  @Transactional(dontRollbackOn = RefusedException.class)
  public void setOut(BookingId id, AssetId asset, Instant at) {
    var listing = assets.lock(asset).listing();
    if (!(bookings.get(id).booking() instanceof Committed)) {
      throw new RefusedException(BookingRefusal.BOOKING_NOT_COMMITTED);
    }
    bookings.setOut(id, at);
    tell(listing, clock.instant(), at);
  }

  /** What the law allows an asset to be lent on is judged by what the request asked on. */
  @Transactional
  public void noteLegalBasis(RequestId request, LegalBasis basis) {
    bases.note(request, basis);
  }

  /** What is promised is as secret as what asked for it. */
  private static Classification heard() {
    return Acting.envelope().map(Envelope::classification).orElse(Classification.OFFICIAL);
  }

  private int lockHomeCover(BookingCommand command) {
    return switch (command) {
      case Hold _, Commit _ ->
          assets
              .kin(command.asset())
              .map(kin -> covers.lock(kin.owner(), kin.capability()).least())
              .orElse(0);
      case GiveUp _, Lapse _, Return _, StandDown _ -> 0; // They only give time back.
    };
  }

  private void remind(BookingId id, Booking before, Booking after) {
    if (after instanceof Held(_, var until)) {
      deadlines.set(HOLD_LAPSES, id.toString(), until);
    } else if (before instanceof Held) {
      deadlines.cancel(HOLD_LAPSES, id.toString());
    }
  }

  private void tell(Listing listing, Instant now, Instant since) {
    if (listing instanceof Known known) {
      var kin = new Kin(known.asset().owner(), known.asset().capability());
      availability.tell(known.id(), kin, known instanceof Listed, now, since);
    }
  }

  private static Instant since(BookingCommand command, Instant now) {
    return switch (command) {
      case Return(_, _, var at) -> at.isBefore(now) ? at : now;
      case StandDown(_, _, var at) -> at.isBefore(now) ? at : now;
      case Hold _, Commit _, GiveUp _, Lapse _ -> now;
    };
  }
}
