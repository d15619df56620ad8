package crossforce.registry.asset;

import static crossforce.registry.asset.model.AssetRefusal.ASSET_UNKNOWN;

import crossforce.contract.AssetId;
import crossforce.contract.CivilTime;
import crossforce.contract.Topics;
import crossforce.contract.registry.AssetEvent;
import crossforce.contract.registry.AssetEvent.Asset;
import crossforce.kit.decision.Decision.Accepted;
import crossforce.kit.decision.Decision.Refused;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Creations;
import crossforce.kit.http.Versions;
import crossforce.kit.outbox.Outbox;
import crossforce.registry.asset.Assets.Kin;
import crossforce.registry.asset.Assets.Versioned;
import crossforce.registry.asset.model.AssetCommand;
import crossforce.registry.asset.model.AssetCommand.Publish;
import crossforce.registry.asset.model.AssetRules;
import crossforce.registry.asset.model.Listing;
import crossforce.registry.asset.model.Listing.Known;
import crossforce.registry.asset.model.Listing.Listed;
import crossforce.registry.asset.model.Listing.None;
import crossforce.registry.asset.model.Listing.Withdrawn;
import crossforce.registry.asset.model.Standing;
import crossforce.registry.availability.AvailabilityTeller;
import crossforce.registry.capability.Capabilities;
import crossforce.registry.capability.model.CatalogueEntry;
import crossforce.registry.cover.HomeCovers;
import crossforce.registry.force.Forces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The only writer of what forces lend. */
@ApplicationScoped
public class AssetDesk {
  private final Assets assets;
  private final HomeCovers covers;
  private final Forces forces;
  private final Capabilities capabilities;
  private final AvailabilityTeller availability;
  private final Creations creations;
  private final Outbox outbox;
  private final Clock clock;

  AssetDesk(
      Assets assets,
      HomeCovers covers,
      Forces forces,
      Capabilities capabilities,
      AvailabilityTeller availability,
      Creations creations,
      Outbox outbox,
      Clock clock) {
    this.assets = assets;
    this.covers = covers;
    this.forces = forces;
    this.capabilities = capabilities;
    this.availability = availability;
    this.creations = creations;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Publishes what a client sent: without a version it creates, or repeats what it created; with
   * the version it has seen it changes.
   */
  @Transactional(dontRollbackOn = RefusedException.class)
  public Published publish(Publish command, @Nullable String ifMatch) {
    var before = lock(command.id(), Optional.of(kin(command.asset())));
    return switch (before.listing()) {
      case None _ -> {
        Versions.ofNothing(ifMatch);
        var isNew = admit(command);
        yield new Published(handle(command), isNew);
      }
      case Known known when !known.asset().owner().equals(command.asset().owner()) ->
          throw new RefusedException(ASSET_UNKNOWN);
      case Known _ when ifMatch == null && isRepeat(command) -> new Published(before, false);
      case Listed(_, var asset, _) when ifMatch == null && asset.equals(command.asset()) ->
          new Published(before, false);
      case Listed _, Withdrawn _ -> {
        Versions.check(Versions.required(ifMatch), before.version());
        yield new Published(handle(command), false);
      }
    };
  }

  /** What became of it, and whether it is new. */
  public record Published(Versioned asset, boolean created) {}

  @Transactional(dontRollbackOn = RefusedException.class)
  public Versioned handle(AssetCommand command) {
    return handle(command.id(), List.of(command));
  }

  /** Several commands about one asset: all of them happen, or none. */
  @Transactional(dontRollbackOn = RefusedException.class)
  public Versioned handle(AssetId id, List<? extends AssetCommand> commands) {
    var now = clock.instant();
    var kin =
        commands.getFirst() instanceof Publish(_, var asset)
            ? Optional.of(kin(asset))
            : assets.kin(id);
    var before = lock(id, kin);
    var after = before.listing();
    var told = new ArrayList<AssetEvent>();
    for (var command : commands) {
      switch (AssetRules.decide(after, command, standing(command, now))) {
        case Refused<AssetEvent>(var why) -> throw new RefusedException(why);
        case Accepted<AssetEvent>(var events) -> {
          for (var event : events) {
            after = AssetRules.evolve(after, event);
          }
          told.addAll(events);
        }
      }
    }
    return told.isEmpty() ? before : save(before.listing(), (Known) after, told, now);
  }

  private Versioned save(Listing before, Known after, List<AssetEvent> told, Instant now) {
    var version = assets.put(after);
    outbox.append(Topics.ASSETS, told);
    if (before instanceof Listed != after instanceof Listed) {
      availability.tell(after.id(), kin(after.asset()), after instanceof Listed, now);
    }
    return new Versioned(after, version);
  }

  /** A fleet grows and shrinks under the lock that its home cover is judged under. */
  private Versioned lock(AssetId id, Optional<Kin> kin) {
    kin.ifPresent(known -> covers.lock(known.owner(), known.capability()));
    return assets.lock(id);
  }

  private boolean isRepeat(Publish command) {
    try {
      return !admit(command);
    } catch (RefusedException e) {
      return false; // Another body, and so a change.
    }
  }

  private boolean admit(Publish command) {
    var asset = command.asset();
    return creations.admit("asset", command.id().value(), asset.owner(), asset);
  }

  private Standing standing(AssetCommand command, Instant now) {
    return switch (command) {
      case Publish(_, var asset) when !forces.exists(asset.owner(), CivilTime.dayOf(now)) ->
          new Standing.OwnerUnknown();
      case Publish(_, var asset) ->
          switch (capabilities.get(asset.capability())) {
            case CatalogueEntry.None _ -> new Standing.CapabilityUnknown();
            case CatalogueEntry.Retired _ -> new Standing.CapabilityRetired();
            case CatalogueEntry.Offered(_, _, var capability) -> new Standing.Good(capability);
          };
      case AssetCommand.Withdraw _,
          AssetCommand.RecordAccreditation _,
          AssetCommand.WithdrawAccreditation _ ->
          new Standing.CapabilityUnknown(); // Not looked at.
    };
  }

  private static Kin kin(Asset asset) {
    return new Kin(asset.owner(), asset.capability());
  }
}
