package crossforce.registry.asset.model;

import static crossforce.kit.decision.Decision.accept;
import static crossforce.kit.decision.Decision.refuse;
import static crossforce.registry.asset.model.AssetRefusal.ASSET_ALREADY_WITHDRAWN;
import static crossforce.registry.asset.model.AssetRefusal.ASSET_CAPABILITY_RETIRED;
import static crossforce.registry.asset.model.AssetRefusal.ASSET_CAPABILITY_UNKNOWN;
import static crossforce.registry.asset.model.AssetRefusal.ASSET_OWNER_UNKNOWN;
import static crossforce.registry.asset.model.AssetRefusal.ASSET_TIMES_OUT_OF_BOUNDS;
import static crossforce.registry.asset.model.AssetRefusal.ASSET_UNKNOWN;
import static crossforce.registry.asset.model.AssetRefusal.CREW_BELOW_STANDARD;
import static crossforce.registry.asset.model.AssetRefusal.DUTY_HOURS_REPEAT_DAYS;
import static crossforce.registry.asset.model.AssetRefusal.DUTY_HOURS_WITHOUT_DAYS;
import static crossforce.registry.asset.model.AssetRefusal.NOTICE_ABOVE_STANDARD;
import static crossforce.registry.asset.model.AssetRefusal.NO_LEGAL_BASIS_GIVEN;
import static crossforce.registry.asset.model.AssetRefusal.OWNER_AND_CAPABILITY_ARE_FIXED;
import static crossforce.registry.asset.model.AssetRefusal.TOO_MANY_ACCREDITATIONS;

import crossforce.contract.AccreditationCode;
import crossforce.contract.registry.AssetEvent;
import crossforce.contract.registry.AssetEvent.Accreditation;
import crossforce.contract.registry.AssetEvent.AccreditationRecorded;
import crossforce.contract.registry.AssetEvent.AccreditationWithdrawn;
import crossforce.contract.registry.AssetEvent.AssetPublished;
import crossforce.contract.registry.AssetEvent.AssetWithdrawn;
import crossforce.contract.registry.AssetEvent.AvailabilityChanged;
import crossforce.contract.registry.AssetEvent.BookingEvent;
import crossforce.contract.registry.AssetEvent.DutyHours;
import crossforce.contract.registry.AssetEvent.UnavailabilityEnded;
import crossforce.contract.registry.AssetEvent.UnavailabilityRecorded;
import crossforce.contract.registry.CapabilityEvent.Capability;
import crossforce.kit.decision.Decision;
import crossforce.registry.asset.model.AssetCommand.Publish;
import crossforce.registry.asset.model.AssetCommand.RecordAccreditation;
import crossforce.registry.asset.model.AssetCommand.Withdraw;
import crossforce.registry.asset.model.AssetCommand.WithdrawAccreditation;
import crossforce.registry.asset.model.Listing.Known;
import crossforce.registry.asset.model.Listing.Listed;
import crossforce.registry.asset.model.Listing.None;
import crossforce.registry.asset.model.Listing.Withdrawn;
import crossforce.registry.asset.model.Standing.CapabilityRetired;
import crossforce.registry.asset.model.Standing.CapabilityUnknown;
import crossforce.registry.asset.model.Standing.Good;
import crossforce.registry.asset.model.Standing.OwnerUnknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** What may be listed for lending, and what an owner may change about it. */
public final class AssetRules {
  private static final int MOST_ACCREDITATIONS = 40;
  private static final Duration LONGEST = Duration.ofDays(7);

  private AssetRules() {}

  public static Decision<AssetEvent> decide(
      Listing state, AssetCommand command, Standing standing) {
    return switch (command) {
      case Publish publish -> decide(state, publish, standing);
      case Withdraw withdraw -> decide(state, withdraw);
      case RecordAccreditation grant -> decide(state, grant);
      case WithdrawAccreditation withdrawal -> decide(state, withdrawal);
    };
  }

  private static Decision<AssetEvent> decide(Listing state, Publish command, Standing standing) {
    var asset = command.asset();
    return switch (state) {
      case Listed listed when listed.asset().equals(asset) -> accept();
      case Known known
          when !known.asset().owner().equals(asset.owner())
              || !known.asset().capability().equals(asset.capability()) ->
          refuse(OWNER_AND_CAPABILITY_ARE_FIXED);
      case None _, Listed _, Withdrawn _ ->
          switch (standing) {
            case OwnerUnknown _ -> refuse(ASSET_OWNER_UNKNOWN);
            case CapabilityUnknown _ -> refuse(ASSET_CAPABILITY_UNKNOWN);
            case CapabilityRetired _ -> refuse(ASSET_CAPABILITY_RETIRED);
            case Good(var capability) -> described(command, capability);
          };
    };
  }

  private static Decision<AssetEvent> described(Publish command, Capability capability) {
    var asset = command.asset();
    if (asset.crew() < capability.leastCrew()) {
      return refuse(CREW_BELOW_STANDARD);
    }
    if (Stream.of(asset.noticeToMove(), asset.preparation(), asset.rest())
        .anyMatch(time -> time.isNegative() || time.compareTo(LONGEST) > 0)) {
      return refuse(ASSET_TIMES_OUT_OF_BOUNDS);
    }
    if (asset.noticeToMove().compareTo(capability.noticeToMove()) > 0) {
      return refuse(NOTICE_ABOVE_STANDARD);
    }
    if (asset.staffed().stream().anyMatch(hours -> hours.days().isEmpty())) {
      return refuse(DUTY_HOURS_WITHOUT_DAYS);
    }
    if (asset.staffed().stream().anyMatch(AssetRules::repeatsDays)) {
      return refuse(DUTY_HOURS_REPEAT_DAYS);
    }
    if (asset.legalBases().isEmpty()) {
      return refuse(NO_LEGAL_BASIS_GIVEN);
    }
    return accept(new AssetPublished(command.id(), asset));
  }

  private static boolean repeatsDays(DutyHours hours) {
    return EnumSet.copyOf(hours.days()).size() < hours.days().size();
  }

  private static Decision<AssetEvent> decide(Listing state, Withdraw command) {
    return switch (state) {
      case None _ -> refuse(ASSET_UNKNOWN);
      case Listed _ -> accept(new AssetWithdrawn(command.id()));
      case Withdrawn _ -> accept();
    };
  }

  private static Decision<AssetEvent> decide(Listing state, RecordAccreditation command) {
    var granted = command.accreditation();
    return switch (state) {
      case None _ -> refuse(ASSET_UNKNOWN);
      case Withdrawn _ -> refuse(ASSET_ALREADY_WITHDRAWN);
      case Listed listed when listed.accreditations().contains(granted) -> accept();
      case Listed listed
          when without(listed.accreditations(), granted.code()).size() >= MOST_ACCREDITATIONS ->
          refuse(TOO_MANY_ACCREDITATIONS);
      case Listed _ -> accept(new AccreditationRecorded(command.id(), granted));
    };
  }

  private static Decision<AssetEvent> decide(Listing state, WithdrawAccreditation command) {
    return switch (state) {
      case None _ -> refuse(ASSET_UNKNOWN);
      case Known known when holds(known, command.code()) ->
          accept(new AccreditationWithdrawn(command.id(), command.code()));
      case Listed _, Withdrawn _ -> accept(); // Said twice, done once.
    };
  }

  public static Listing evolve(Listing state, AssetEvent event) {
    return switch (event) {
      case AssetPublished e -> new Listed(e.assetId(), e.asset(), held(state));
      case AssetWithdrawn e when state instanceof Known known ->
          new Withdrawn(e.assetId(), known.asset(), known.accreditations());
      case AccreditationRecorded e when state instanceof Known known -> {
        var held = new ArrayList<>(without(known.accreditations(), e.accreditation().code()));
        held.add(e.accreditation());
        yield with(known, held);
      }
      case AccreditationWithdrawn e when state instanceof Known known ->
          with(known, without(known.accreditations(), e.code()));
      case AssetWithdrawn _, AccreditationRecorded _, AccreditationWithdrawn _ ->
          throw new IllegalStateException(event + " cannot follow " + state);
      case UnavailabilityRecorded _, UnavailabilityEnded _, BookingEvent _, AvailabilityChanged _ ->
          state; // The asset's calendar, not its description.
    };
  }

  private static List<Accreditation> held(Listing state) {
    return switch (state) {
      case None _ -> List.of();
      case Known known -> known.accreditations();
    };
  }

  private static Listing with(Known known, List<Accreditation> accreditations) {
    return switch (known) {
      case Listed(var id, var asset, _) -> new Listed(id, asset, accreditations);
      case Withdrawn(var id, var asset, _) -> new Withdrawn(id, asset, accreditations);
    };
  }

  private static boolean holds(Known known, AccreditationCode code) {
    return known.accreditations().stream().anyMatch(held -> held.code().equals(code));
  }

  private static List<Accreditation> without(List<Accreditation> all, AccreditationCode code) {
    return all.stream().filter(held -> !held.code().equals(code)).toList();
  }
}
