package crossforce.contract.registry;

import static java.util.Objects.requireNonNull;

import crossforce.contract.AccreditationCode;
import crossforce.contract.AssetId;
import crossforce.contract.Availability;
import crossforce.contract.BookingId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.LegalBasis;
import crossforce.contract.Position;
import crossforce.contract.RateCode;
import crossforce.contract.RequestId;
import crossforce.contract.ShortfallReason;
import crossforce.contract.TimeSlot;
import crossforce.contract.UnavailabilityId;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.EventType;
import crossforce.contract.wire.Follows;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Assets, what they may do and when, and whom their time is promised to. */
public sealed interface AssetEvent extends Event {
  AssetId assetId();

  @Override
  default String key() {
    return assetId().toString();
  }

  /** An asset can be lent, or its description changed: the latest one holds. */
  @EventType("asset-published")
  record AssetPublished(AssetId assetId, Asset asset) implements AssetEvent {}

  /** An asset is no longer lent; what is promised stands. */
  @EventType("asset-withdrawn")
  record AssetWithdrawn(AssetId assetId) implements AssetEvent {}

  /** An accreditation was granted or renewed; the latest one of a code holds. */
  @EventType("accreditation-recorded")
  record AccreditationRecorded(AssetId assetId, Accreditation accreditation)
      implements AssetEvent {}

  /** An accreditation was taken away at once. */
  @EventType("accreditation-withdrawn")
  record AccreditationWithdrawn(AssetId assetId, AccreditationCode code) implements AssetEvent {}

  /**
   * The owner cannot lend the asset for a time.
   *
   * @param belowHomeCover flagged, never refused: the owner is then below its own floor
   */
  @EventType("unavailability-recorded")
  record UnavailabilityRecorded(
      AssetId assetId,
      UnavailabilityId unavailabilityId,
      TimeSlot slot,
      String reason,
      boolean belowHomeCover)
      implements AssetEvent {}

  /** The owner can lend the asset again before the recorded end. */
  @EventType("unavailability-ended")
  record UnavailabilityEnded(AssetId assetId, UnavailabilityId unavailabilityId, Instant at)
      implements AssetEvent {}

  /** What happened to a booking. */
  sealed interface BookingEvent extends AssetEvent {
    BookingId bookingId();

    RequestId requestId();

    @Override
    default Optional<UUID> once() {
      return Optional.of(bookingId().value());
    }
  }

  /**
   * The asset's time is set aside until its owner has answered.
   *
   * @param duty the time on the host's ground
   * @param blocked the duty with travel, preparation and rest around it: what no other booking may
   *     overlap
   * @param until a late backstop, after the call's own deadline
   */
  @EventType("booking-held")
  @Follows(RequestEvent.HoldRequested.class)
  record BookingHeld(
      AssetId assetId,
      BookingId bookingId,
      RequestId requestId,
      TimeSlot duty,
      TimeSlot blocked,
      Instant until)
      implements BookingEvent {}

  /** The asset's time cannot be set aside. */
  @EventType("booking-refused")
  @Follows(RequestEvent.HoldRequested.class)
  record BookingRefused(
      AssetId assetId, BookingId bookingId, RequestId requestId, ShortfallReason reason)
      implements BookingEvent {}

  /** The asset's time is promised to the request. */
  @EventType("booking-committed")
  @Follows(RequestEvent.OrderPlaced.class)
  record BookingCommitted(AssetId assetId, BookingId bookingId, RequestId requestId)
      implements BookingEvent {}

  /** The order came too late, or the asset may no longer go. */
  @EventType("booking-commit-refused")
  @Follows(RequestEvent.OrderPlaced.class)
  record BookingCommitRefused(
      AssetId assetId, BookingId bookingId, RequestId requestId, ShortfallReason reason)
      implements BookingEvent {}

  /** A held or committed booking was given up before the asset set out; its time is free again. */
  @EventType("booking-cancelled")
  @Follows(BookingHeld.class)
  record BookingCancelled(AssetId assetId, BookingId bookingId, RequestId requestId)
      implements BookingEvent {}

  /**
   * The deployment is over; the asset rests and is then free.
   *
   * @param freeFrom when its rest is over
   */
  @EventType("booking-ended")
  record BookingEnded(AssetId assetId, BookingId bookingId, RequestId requestId, Instant freeFrom)
      implements BookingEvent {}

  /**
   * What control rooms see changed, by an act or by time alone.
   *
   * @param asOf since when it is so
   * @param until when time alone will change it next
   */
  @EventType("availability-changed")
  @Follows({
    BookingHeld.class,
    BookingCommitted.class,
    BookingCommitRefused.class,
    BookingCancelled.class,
    BookingEnded.class,
    UnavailabilityRecorded.class,
    UnavailabilityEnded.class,
    AssetPublished.class,
    AssetWithdrawn.class
  })
  record AvailabilityChanged(
      AssetId assetId,
      ForceId owner,
      CapabilityCode capability,
      Availability availability,
      Instant asOf,
      Optional<Instant> until)
      implements AssetEvent {}

  /**
   * A team, specialist, vehicle or piece of equipment that is lent as one.
   *
   * @param preparation between notice and setting out
   * @param rest between duties; 11 hours unless set otherwise
   * @param staffed when it has its crew, in civil time of Europe/London; empty means always
   * @param legalBases on which its owner lends it
   * @param invented true where the asset is made up, as in demonstrations
   */
  record Asset(
      ForceId owner,
      CapabilityCode capability,
      String name,
      Position base,
      int crew,
      Duration noticeToMove,
      Duration preparation,
      Duration rest,
      RateCode rateCode,
      List<DutyHours> staffed,
      List<LegalBasis> legalBases,
      boolean invented) {
    public static final Duration USUAL_REST = Duration.ofHours(11);

    public Asset {
      staffed = List.copyOf(staffed);
      legalBases = List.copyOf(legalBases);
    }
  }

  /**
   * Weekly hours with a crew. An end at or before the start lies on the next day.
   *
   * @param days the days on which the hours begin
   */
  record DutyHours(List<DayOfWeek> days, LocalTime from, LocalTime until) {
    public DutyHours {
      days = List.copyOf(days);
      requireNonNull(from);
      requireNonNull(until);
    }
  }

  /** A qualification and the first day on which it no longer holds. */
  record Accreditation(AccreditationCode code, LocalDate expires) {}
}
