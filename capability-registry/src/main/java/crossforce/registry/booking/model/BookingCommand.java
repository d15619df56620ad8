package crossforce.registry.booking.model;

import crossforce.contract.AssetId;
import crossforce.contract.BookingId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.RequestId;
import crossforce.contract.TimeSlot;
import java.time.Instant;

/** What is asked of an asset's time for a request. */
public sealed interface BookingCommand {
  BookingId id();

  AssetId asset();

  /** Sets the time aside, if the asset may and can go. */
  record Hold(
      BookingId id,
      AssetId asset,
      RequestId request,
      ForceId donor,
      CapabilityCode capability,
      TimeSlot duty,
      TimeSlot blocked,
      Instant until)
      implements BookingCommand {}

  /**
   * Promises the time that is set aside.
   *
   * @param orderedAt when the host took the offer: what counts, however late we learn of it
   */
  record Commit(BookingId id, AssetId asset, RequestId request, Instant orderedAt)
      implements BookingCommand {}

  /** Gives the time up before the asset has set out. */
  record GiveUp(BookingId id, AssetId asset) implements BookingCommand {}

  /** Gives up a hold that nobody ordered in time. */
  record Lapse(BookingId id, AssetId asset) implements BookingCommand {}

  /** The asset is back with its owner. */
  record Return(BookingId id, AssetId asset, Instant at) implements BookingCommand {}

  /** The deployment was ended before it arrived, set out or not. */
  record StandDown(BookingId id, AssetId asset, Instant at) implements BookingCommand {}
}
