package crossforce.registry.booking;

import crossforce.contract.AssetId;
import crossforce.contract.BookingId;
import crossforce.contract.Classification;
import crossforce.contract.TimeSlot;
import crossforce.contract.UnavailabilityId;
import crossforce.kit.state.StateJson;
import crossforce.registry.booking.model.Booking;
import crossforce.registry.booking.model.Booking.Cancelled;
import crossforce.registry.booking.model.Booking.Committed;
import crossforce.registry.booking.model.Booking.Ended;
import crossforce.registry.booking.model.Booking.Held;
import crossforce.registry.booking.model.Booking.Known;
import crossforce.registry.booking.model.Booking.Refused;
import crossforce.registry.booking.model.Occupation.Kind;
import crossforce.registry.booking.model.Unavailability;
import crossforce.registry.booking.model.Unavailability.Recorded;
import crossforce.registry.booking.model.Unavailability.Shortened;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A promise to a request or an owner's unavailability: whatever takes an asset's time. */
@Entity
@Table(name = "bookings")
class BookingRow {
  static final String PROMISE = "promise";
  static final String UNAVAILABILITY = "unavailability";

  static final StateJson<Booking> PROMISES = StateJson.of(Booking.class, 1);
  private static final StateJson<Unavailability> UNAVAILABILITIES =
      StateJson.of(Unavailability.class, 1);

  @Id UUID id;

  @Column(name = "asset_id", nullable = false)
  UUID assetId;

  @Column(nullable = false)
  String kind;

  @Nullable
  @Column(name = "request_id")
  UUID requestId;

  @Column(nullable = false)
  String state;

  @Nullable
  @Column(name = "blocked_from")
  Instant blockedFrom;

  @Nullable
  @Column(name = "blocked_until")
  Instant blockedUntil;

  /** As what the time is taken; a deployment shows as one from {@link #deployed} on. */
  @Nullable
  @Enumerated(EnumType.STRING)
  @Column(name = "taken_as")
  Kind takenAs;

  /** When a hold lapses. */
  @Nullable
  @Column(name = "lapses_at")
  Instant lapsesAt;

  /** Whether the database lets nothing else guarded overlap. */
  @Column(nullable = false)
  boolean guarded;

  /** When the asset set out: the broker's fact, noted here, and no event of ours. */
  @Nullable
  @Column(name = "deployed_since")
  Instant deployedSince;

  @Column(nullable = false)
  boolean deployed;

  /** Of the request, as the broker told it. */
  @Column(nullable = false)
  String classification = Classification.OFFICIAL.toString();

  @Version
  @Column(nullable = false)
  long version;

  protected BookingRow() {}

  BookingRow(BookingId id, AssetId asset, Classification classification) {
    this.id = id.value();
    this.assetId = asset.value();
    this.kind = PROMISE;
    this.classification = classification.toString();
  }

  BookingRow(UnavailabilityId id, AssetId asset) {
    this.id = id.value();
    this.assetId = asset.value();
    this.kind = UNAVAILABILITY;
  }

  Booking booking() {
    return PROMISES.read(state);
  }

  Classification classification() {
    return Classification.valueOf(classification.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  Unavailability unavailability() {
    return UNAVAILABILITIES.read(state);
  }

  /**
   * @param free whether nothing guarded overlaps what has ended: only then may a fact be guarded
   */
  void become(Booking booking, boolean free) {
    state = PROMISES.write(booking);
    block(taken(booking));
    takenAs =
        switch (booking) {
          case Held _ -> Kind.HELD;
          case Committed _ -> Kind.COMMITTED;
          case Ended _ -> blockedFrom == null ? null : Kind.RESTING;
          case Booking.None _, Refused _, Cancelled _ -> null;
        };
    lapsesAt = booking instanceof Held(_, var until) ? until : null;
    requestId =
        switch (booking) {
          case Known known -> known.promise().request().value();
          case Refused refused -> refused.request().value();
          case Booking.None _ -> null;
        };
    guarded =
        switch (booking) {
          case Held _, Committed _ -> true;
          case Ended _ -> free;
          case Booking.None _, Refused _, Cancelled _ -> false;
        };
    deployed = booking instanceof Committed && deployedSince != null;
  }

  void become(Unavailability unavailability, boolean free) {
    state = UNAVAILABILITIES.write(unavailability);
    var taken = taken(unavailability);
    block(taken);
    takenAs = taken.isPresent() ? Kind.UNAVAILABLE : null;
    guarded = taken.isPresent() && free;
    deployed = false;
  }

  void setOut(Instant at) {
    deployedSince = at;
    deployed = true;
  }

  private void block(Optional<TimeSlot> slot) {
    blockedFrom = slot.map(TimeSlot::from).orElse(null);
    blockedUntil = slot.map(TimeSlot::until).orElse(null);
  }

  /** The time that a promise takes; an asset that set out early took its time from then on. */
  Optional<TimeSlot> taken(Booking booking) {
    return switch (booking) {
      case Held(var promise, _) -> Optional.of(promise.blocked());
      case Committed(var promise) -> Optional.of(promise.blocked());
      case Ended(var promise, var freeFrom) -> {
        var planned = promise.blocked().from();
        var from =
            deployedSince != null && deployedSince.isBefore(planned) ? deployedSince : planned;
        yield slot(from, freeFrom);
      }
      case Booking.None _, Refused _, Cancelled _ -> Optional.empty();
    };
  }

  static Optional<TimeSlot> taken(Unavailability unavailability) {
    return switch (unavailability) {
      case Recorded recorded -> Optional.of(recorded.slot());
      case Shortened shortened -> slot(shortened.slot().from(), shortened.endedAt());
      case Unavailability.None _ -> Optional.empty();
    };
  }

  private static Optional<TimeSlot> slot(Instant from, Instant until) {
    return from.isBefore(until) ? Optional.of(new TimeSlot(from, until)) : Optional.empty();
  }
}
