package crossforce.broker.matching.model;

import crossforce.contract.AssetId;
import crossforce.contract.ForceId;
import crossforce.contract.TimeSlot;
import crossforce.contract.registry.AssetEvent.Accreditation;
import crossforce.contract.registry.AssetEvent.Asset;
import crossforce.contract.registry.ForceEvent.Force;
import java.util.List;
import java.util.Map;

/**
 * All assets of one capability and their owners, as far as the registry has told.
 *
 * @param floors the least number that each force keeps for its own area
 */
public record Pool(
    List<PooledAsset> assets, Map<ForceId, Force> forces, Map<ForceId, Integer> floors) {
  public Pool {
    assets = List.copyOf(assets);
    forces = Map.copyOf(forces);
    floors = Map.copyOf(floors);
  }

  /**
   * One asset and its calendar.
   *
   * @param bookings the time promised to requests, with travel, preparation and rest
   * @param unavailable the time its owner cannot lend it
   */
  public record PooledAsset(
      AssetId assetId,
      Asset asset,
      List<Accreditation> accreditations,
      List<TimeSlot> bookings,
      List<TimeSlot> unavailable) {
    public PooledAsset {
      accreditations = List.copyOf(accreditations);
      bookings = List.copyOf(bookings);
      unavailable = List.copyOf(unavailable);
    }

    public ForceId owner() {
      return asset.owner();
    }

    boolean taken(TimeSlot slot) {
      return bookings.stream().anyMatch(slot::overlaps)
          || unavailable.stream().anyMatch(slot::overlaps);
    }
  }
}
