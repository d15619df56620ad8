package crossforce.registry.booking;

import crossforce.contract.AssetId;
import crossforce.contract.TimeSlot;
import crossforce.registry.booking.model.Booking.Committed;
import crossforce.registry.booking.model.Occupation;
import crossforce.registry.booking.model.Occupation.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a row takes of an asset's calendar, read without loading the row: a calendar has many, and
 * whoever looks at it changes one at most. All but the asset is absent where nothing is taken.
 *
 * @param promise the row's state while the asset is deployed, which takes more time than planned
 */
record Taking(
    UUID asset,
    @Nullable UUID id,
    @Nullable Kind as,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable Instant lapses,
    @Nullable Instant deployedSince,
    @Nullable String promise) {

  AssetId assetId() {
    return new AssetId(asset);
  }

  Optional<Occupation> occupation(Instant now) {
    if (promise != null
        && deployedSince != null
        && BookingRow.PROMISES.read(promise) instanceof Committed(var committed)) {
      return Optional.of(Occupation.deployed(committed, deployedSince, now));
    }
    return id == null || as == null || from == null || until == null
        ? Optional.empty()
        : Optional.of(
            new Occupation(id, as, new TimeSlot(from, until), Optional.ofNullable(lapses)));
  }
}
