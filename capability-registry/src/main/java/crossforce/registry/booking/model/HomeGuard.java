package crossforce.registry.booking.model;

import crossforce.contract.AssetId;
import crossforce.contract.TimeSlot;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A force's lending floor for one capability, over the calendars of all its listed assets of it: at
 * no instant may fewer than the least be free.
 *
 * @param least how many must stay
 * @param fleet what takes each listed asset's time
 */
public record HomeGuard(int least, Map<AssetId, List<Occupation>> fleet) {
  public HomeGuard {
    var copy = new HashMap<AssetId, List<Occupation>>();
    fleet.forEach((asset, calendar) -> copy.put(asset, List.copyOf(calendar)));
    fleet = Map.copyOf(copy);
  }

  /** Whether the floor holds at every instant of the range when this asset is away. */
  public boolean holdsWithout(AssetId away, TimeSlot range) {
    if (least == 0) {
      return true;
    }
    // The number of free assets falls only where an occupation begins, so looking there suffices.
    var beginnings =
        fleet.values().stream()
            .flatMap(List::stream)
            .map(occupation -> occupation.slot().from())
            .filter(range::contains);
    return Stream.concat(Stream.of(range.from()), beginnings)
        .allMatch(moment -> freeAt(moment, away) >= least);
  }

  private long freeAt(Instant moment, AssetId away) {
    return fleet.entrySet().stream()
        .filter(asset -> !asset.getKey().equals(away))
        .filter(asset -> asset.getValue().stream().noneMatch(o -> o.slot().contains(moment)))
        .count();
  }
}
