package crossforce.broker.pool;

import crossforce.contract.Topics;
import crossforce.contract.registry.AssetEvent;
import crossforce.contract.registry.AssetEvent.AccreditationRecorded;
import crossforce.contract.registry.AssetEvent.AccreditationWithdrawn;
import crossforce.contract.registry.AssetEvent.AssetPublished;
import crossforce.contract.registry.AssetEvent.AssetWithdrawn;
import crossforce.contract.registry.AssetEvent.AvailabilityChanged;
import crossforce.contract.registry.AssetEvent.BookingCancelled;
import crossforce.contract.registry.AssetEvent.BookingCommitRefused;
import crossforce.contract.registry.AssetEvent.BookingCommitted;
import crossforce.contract.registry.AssetEvent.BookingEnded;
import crossforce.contract.registry.AssetEvent.BookingHeld;
import crossforce.contract.registry.AssetEvent.BookingRefused;
import crossforce.contract.registry.AssetEvent.UnavailabilityEnded;
import crossforce.contract.registry.AssetEvent.UnavailabilityRecorded;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;

/** When the registry tells of an asset or its calendar, copy it, before anybody acts on it. */
@ApplicationScoped
@Priority(100)
class CopyAssetsAndTheirCalendars implements Reaction<AssetEvent> {
  private final PoolWriter pool;

  CopyAssetsAndTheirCalendars(PoolWriter pool) {
    this.pool = pool;
  }

  @Override
  public Topic<AssetEvent> topic() {
    return Topics.ASSETS;
  }

  /** Availability follows from the bookings, which are copied. */
  @Override
  public boolean concerns(Class<? extends AssetEvent> type) {
    return type != AvailabilityChanged.class;
  }

  @Override
  public void on(AssetEvent event, Envelope envelope) {
    var asset = event.assetId();
    switch (event) {
      case AssetPublished e -> pool.put(asset, e.asset());
      case AssetWithdrawn _ -> pool.withdraw(asset);
      case AccreditationRecorded e -> pool.accredit(asset, e.accreditation());
      case AccreditationWithdrawn e -> pool.withdrawAccreditation(asset, e.code());
      case UnavailabilityRecorded e -> pool.makeUnavailable(asset, e.unavailabilityId(), e.slot());
      case UnavailabilityEnded e -> pool.cut(asset, e.unavailabilityId().value(), e.at());
      case BookingHeld e -> pool.book(asset, e.bookingId(), e.blocked());
      case BookingCommitRefused e -> pool.free(asset, e.bookingId());
      case BookingCancelled e -> pool.free(asset, e.bookingId());
      case BookingEnded e -> pool.cut(asset, e.bookingId().value(), e.freeFrom());
      case BookingCommitted _, BookingRefused _, AvailabilityChanged _ -> {
        // The time was taken before, never was, or is told by the booking itself.
      }
    }
  }
}
