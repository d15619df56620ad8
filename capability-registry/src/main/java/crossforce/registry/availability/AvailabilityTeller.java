package crossforce.registry.availability;

import crossforce.contract.AssetId;
import crossforce.contract.Topics;
import crossforce.contract.registry.AssetEvent.AvailabilityChanged;
import crossforce.kit.deadlines.Deadlines;
import crossforce.kit.outbox.Outbox;
import crossforce.registry.asset.Assets.Kin;
import crossforce.registry.availability.model.AvailabilityRules;
import crossforce.registry.availability.model.AvailabilityRules.Seen;
import crossforce.registry.booking.Bookings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells what control rooms see of an asset when that has changed. Desks call it last, under the
 * lock of the asset, so that what is told is in the order in which it was decided.
 */
@ApplicationScoped
public class AvailabilityTeller {
  static final String CHANGES = "availability-changes";

  private final Availabilities told;
  private final Bookings bookings;
  private final Deadlines deadlines;
  private final Outbox outbox;

  AvailabilityTeller(Availabilities told, Bookings bookings, Deadlines deadlines, Outbox outbox) {
    this.told = told;
    this.bookings = bookings;
    this.deadlines = deadlines;
    this.outbox = outbox;
  }

  /** As it is now, after what this transaction has changed. */
  public void tell(AssetId asset, Kin kin, boolean listed, Instant now) {
    tell(asset, kin, listed, now, now);
  }

  /**
   * As it is now, when it has been so for a while already.
   *
   * @param since when what changed it happened
   */
  public void tell(AssetId asset, Kin kin, boolean listed, Instant now, Instant since) {
    var seen = AvailabilityRules.at(now, bookings.calendar(asset, now, now), listed);
    var before = told.findById(asset.value());
    var expected = Optional.ofNullable(before).map(row -> row.until);
    if (before == null
        || before.availability() != seen.availability()
        || !expected.equals(seen.until())) {
      var isNew = before == null || before.availability() != seen.availability();
      var changed =
          new AvailabilityChanged(
              asset,
              kin.owner(),
              kin.capability(),
              seen.availability(),
              isNew ? since : before.asOf,
              seen.until());
      told.put(changed);
      outbox.append(Topics.ASSETS, List.of(changed));
    }
    remind(asset, expected, seen);
  }

  private void remind(AssetId asset, Optional<Instant> expected, Seen seen) {
    if (seen.until().isPresent()) {
      deadlines.set(CHANGES, asset.toString(), seen.until().get());
    } else if (expected.isPresent()) {
      deadlines.cancel(CHANGES, asset.toString());
    }
  }
}
