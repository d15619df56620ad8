package crossforce.registry.booking;

import com.fasterxml.jackson.annotation.JsonProperty;
import crossforce.contract.AssetId;
import crossforce.contract.BookingId;
import crossforce.contract.RequestId;
import crossforce.contract.ShortfallReason;
import crossforce.contract.TimeSlot;
import crossforce.registry.booking.model.Booking;
import crossforce.registry.booking.model.Booking.Cancelled;
import crossforce.registry.booking.model.Booking.Committed;
import crossforce.registry.booking.model.Booking.Ended;
import crossforce.registry.booking.model.Booking.Held;
import crossforce.registry.booking.model.Booking.None;
import crossforce.registry.booking.model.Booking.Promise;
import crossforce.registry.booking.model.Booking.Refused;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A booking as the asset's owner sees it. */
@Schema(description = "An asset's time for a request")
public record BookingView(
    BookingId bookingId,
    AssetId assetId,
    RequestId requestId,
    State state,
    @Schema(description = "The time on the host's ground") Optional<TimeSlot> duty,
    @Schema(description = "The duty with travel, preparation and rest around it")
        Optional<TimeSlot> blocked,
    @Schema(description = "When a hold lapses") Optional<Instant> until,
    @Schema(description = "When the asset set out") Optional<Instant> deployedSince,
    @Schema(description = "When its rest was or is over") Optional<Instant> freeFrom,
    @Schema(description = "Why it was refused") Optional<ShortfallReason> reason) {
  /** How far it has come. */
  public enum State {
    @JsonProperty("refused")
    REFUSED,
    @JsonProperty("held")
    HELD,
    @JsonProperty("committed")
    COMMITTED,
    @JsonProperty("cancelled")
    CANCELLED,
    @JsonProperty("ended")
    ENDED
  }

  static BookingView of(BookingRow row) {
    Booking booking = row.booking();
    var since = Optional.ofNullable(row.deployedSince);
    return switch (booking) {
      case None _ -> throw new IllegalStateException("a row of nothing: " + row.id);
      case Refused(var id, var asset, var request, var reason) ->
          new BookingView(
              id,
              asset,
              request,
              State.REFUSED,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              since,
              Optional.empty(),
              Optional.of(reason));
      case Held(var promise, var until) ->
          of(promise, State.HELD, Optional.of(until), since, Optional.empty());
      case Committed(var promise) ->
          of(promise, State.COMMITTED, Optional.empty(), since, Optional.empty());
      case Cancelled(var promise) ->
          of(promise, State.CANCELLED, Optional.empty(), since, Optional.empty());
      case Ended(var promise, var freeFrom) ->
          of(promise, State.ENDED, Optional.empty(), since, Optional.of(freeFrom));
    };
  }

  private static BookingView of(
      Promise promise,
      State state,
      Optional<Instant> until,
      Optional<Instant> since,
      Optional<Instant> freeFrom) {
    return new BookingView(
        promise.id(),
        promise.asset(),
        promise.request(),
        state,
        Optional.of(promise.duty()),
        Optional.of(promise.blocked()),
        until,
        since,
        freeFrom,
        Optional.empty());
  }
}
