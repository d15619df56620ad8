package crossforce.registry.booking.model;

import static crossforce.kit.decision.Decision.accept;
import static crossforce.kit.decision.Decision.refuse;
import static crossforce.registry.booking.model.UnavailabilityRefusal.ASSET_NOT_LENT;
import static crossforce.registry.booking.model.UnavailabilityRefusal.UNAVAILABILITY_OVER;
import static crossforce.registry.booking.model.UnavailabilityRefusal.UNAVAILABILITY_RECORDED_OTHERWISE;
import static crossforce.registry.booking.model.UnavailabilityRefusal.UNAVAILABILITY_TOO_LONG;
import static crossforce.registry.booking.model.UnavailabilityRefusal.UNAVAILABILITY_UNKNOWN;

import crossforce.contract.registry.AssetEvent;
import crossforce.contract.registry.AssetEvent.AccreditationRecorded;
import crossforce.contract.registry.AssetEvent.AccreditationWithdrawn;
import crossforce.contract.registry.AssetEvent.AssetPublished;
import crossforce.contract.registry.AssetEvent.AssetWithdrawn;
import crossforce.contract.registry.AssetEvent.AvailabilityChanged;
import crossforce.contract.registry.AssetEvent.BookingEvent;
import crossforce.contract.registry.AssetEvent.UnavailabilityEnded;
import crossforce.contract.registry.AssetEvent.UnavailabilityRecorded;
import crossforce.kit.decision.Decision;
import crossforce.registry.booking.model.Unavailability.None;
import crossforce.registry.booking.model.Unavailability.Recorded;
import crossforce.registry.booking.model.Unavailability.Shortened;
import crossforce.registry.booking.model.UnavailabilityCommand.End;
import crossforce.registry.booking.model.UnavailabilityCommand.Record;
import java.time.Duration;
import java.time.Instant;

/** An owner's word that its asset cannot go is never refused for what is promised, but flagged. */
public final class UnavailabilityRules {
  private static final Duration LONGEST = Duration.ofDays(366);

  private UnavailabilityRules() {}

  /**
   * @param listed whether the asset is lent at all
   * @param home the owner's lending floor, to flag what falls below it
   */
  public static Decision<AssetEvent> decide(
      Unavailability state,
      UnavailabilityCommand command,
      boolean listed,
      HomeGuard home,
      Instant now) {
    return switch (command) {
      case Record record -> decide(state, record, listed, home, now);
      case End end -> decide(state, end, now);
    };
  }

  private static Decision<AssetEvent> decide(
      Unavailability state, Record command, boolean listed, HomeGuard home, Instant now) {
    var recorded = new Recorded(command.id(), command.asset(), command.slot(), command.reason());
    return switch (state) {
      case None _ when !listed -> refuse(ASSET_NOT_LENT);
      case None _ when !command.slot().until().isAfter(now) -> refuse(UNAVAILABILITY_OVER);
      case None _ when command.slot().length().compareTo(LONGEST) > 0 ->
          refuse(UNAVAILABILITY_TOO_LONG);
      case None _ ->
          accept(
              new UnavailabilityRecorded(
                  command.asset(),
                  command.id(),
                  command.slot(),
                  command.reason(),
                  !home.holdsWithout(command.asset(), command.slot())));
      case Recorded before when before.equals(recorded) -> accept();
      case Shortened(var id, var asset, var slot, var reason, _)
          when new Recorded(id, asset, slot, reason).equals(recorded) ->
          accept();
      case Recorded _, Shortened _ -> refuse(UNAVAILABILITY_RECORDED_OTHERWISE);
    };
  }

  private static Decision<AssetEvent> decide(Unavailability state, End command, Instant now) {
    return switch (state) {
      case None _ -> refuse(UNAVAILABILITY_UNKNOWN);
      case Recorded(_, var asset, _, _) when !asset.equals(command.asset()) ->
          refuse(UNAVAILABILITY_UNKNOWN);
      case Recorded(_, _, var slot, _) when !now.isBefore(slot.until()) ->
          refuse(UNAVAILABILITY_OVER);
      case Recorded _ -> accept(new UnavailabilityEnded(command.asset(), command.id(), now));
      case Shortened(_, var asset, _, _, _) when !asset.equals(command.asset()) ->
          refuse(UNAVAILABILITY_UNKNOWN);
      case Shortened _ -> accept();
    };
  }

  public static Unavailability evolve(Unavailability state, AssetEvent event) {
    return switch (event) {
      case UnavailabilityRecorded e when state instanceof None ->
          new Recorded(e.unavailabilityId(), e.assetId(), e.slot(), e.reason());
      case UnavailabilityEnded e
          when state instanceof Recorded(var id, var asset, var slot, var reason) ->
          new Shortened(id, asset, slot, reason, e.at());
      case UnavailabilityRecorded _, UnavailabilityEnded _ ->
          throw new IllegalStateException(event + " cannot follow " + state);
      case AssetPublished _,
          AssetWithdrawn _,
          AccreditationRecorded _,
          AccreditationWithdrawn _,
          BookingEvent _,
          AvailabilityChanged _ ->
          state;
    };
  }
}
