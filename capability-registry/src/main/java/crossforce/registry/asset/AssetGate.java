package crossforce.registry.asset;

import crossforce.contract.AssetId;
import crossforce.contract.ForceId;
import crossforce.kit.actor.Actors;
import crossforce.kit.actor.Roles;
import crossforce.kit.decision.RefusedException;
import crossforce.registry.asset.Assets.Kin;
import crossforce.registry.asset.model.AssetRefusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Who may see which asset: to others an id does not exist. */
@ApplicationScoped
public class AssetGate {
  private final Assets assets;
  private final Actors actors;

  AssetGate(Assets assets, Actors actors) {
    this.assets = assets;
    this.actors = actors;
  }

  /** For readers: the owner, and those who read for all forces. */
  public Kin visible(AssetId id) {
    var kin = assets.kin(id).orElseThrow(AssetGate::unknown);
    var reader = readsOnlyFor();
    if (reader.isPresent() && !reader.get().equals(kin.owner())) {
      throw unknown();
    }
    return kin;
  }

  /** For writers: the owner alone. */
  public Kin own(AssetId id) {
    var kin = assets.kin(id).orElseThrow(AssetGate::unknown);
    if (!actors.force().equals(kin.owner())) {
      throw unknown();
    }
    return kin;
  }

  /** The only force whose assets the reader may see; empty for those who read for all forces. */
  Optional<ForceId> readsOnlyFor() {
    var actor = actors.current();
    return actor.has(Roles.COORDINATOR) || actor.has(Roles.AUDITOR)
        ? Optional.empty()
        : Optional.of(actors.force());
  }

  static RefusedException unknown() {
    return new RefusedException(AssetRefusal.ASSET_UNKNOWN);
  }
}
