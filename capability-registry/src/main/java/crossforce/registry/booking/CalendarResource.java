package crossforce.registry.booking;

import crossforce.contract.AssetId;
import crossforce.contract.TimeSlot;
import crossforce.contract.UnavailabilityId;
import crossforce.kit.actor.Roles;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Page;
import crossforce.registry.asset.AssetGate;
import crossforce.registry.booking.model.UnavailabilityCommand.End;
import crossforce.registry.booking.model.UnavailabilityCommand.Record;
import crossforce.registry.booking.model.UnavailabilityRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What takes an asset's time, for its own force. */
@Path("/assets/{id}")
@Tag(name = "Calendars", description = "What takes assets' time")
@APIResponse(responseCode = "404", description = "asset-unknown: also for every other force's")
public class CalendarResource {
  private final UnavailabilityDesk desk;
  private final Bookings bookings;
  private final AssetGate gate;

  CalendarResource(UnavailabilityDesk desk, Bookings bookings, AssetGate gate) {
    this.desk = desk;
    this.bookings = bookings;
    this.gate = gate;
  }

  /** When an asset is not lent, and why. */
  @Schema(name = "UnavailabilityToRecord")
  public record Absence(
      @NotNull Instant from,
      @NotNull @Schema(description = "Not part of it; at most 366 days on") Instant until,
      @NotBlank @Size(max = 200) @Schema(description = "Such as training or repair")
          String reason) {}

  @GET
  @Path("bookings")
  @RolesAllowed({
    Roles.ASSET_MANAGER,
    Roles.DUTY_OFFICER,
    Roles.FORCE_SYSTEM,
    Roles.OVERSIGHT,
    Roles.COORDINATOR,
    Roles.AUDITOR
  })
  @Operation(summary = "Lists an asset's bookings by id, past and refused ones included")
  public Page<BookingView> bookings(
      UUID id,
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("after") @Nullable String after) {
    var most = Page.limit(limit);
    gate.visible(new AssetId(id));
    return Page.of(
        bookings.of(new AssetId(id), BookingRow.PROMISE, Page.after(after), most),
        most,
        BookingView::of,
        row -> row.id.toString());
  }

  @GET
  @Path("unavailabilities")
  @RolesAllowed({
    Roles.ASSET_MANAGER,
    Roles.DUTY_OFFICER,
    Roles.FORCE_SYSTEM,
    Roles.OVERSIGHT,
    Roles.COORDINATOR,
    Roles.AUDITOR
  })
  @Operation(summary = "Lists the times at which an asset is not lent, by id")
  public Page<UnavailabilityView> unavailabilities(
      UUID id,
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("after") @Nullable String after) {
    var most = Page.limit(limit);
    gate.visible(new AssetId(id));
    return Page.of(
        bookings.of(new AssetId(id), BookingRow.UNAVAILABILITY, Page.after(after), most),
        most,
        row -> UnavailabilityView.of(row.unavailability()),
        row -> row.id.toString());
  }

  @PUT
  @Path("unavailabilities/{unavailabilityId}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.ASSET_MANAGER, Roles.FORCE_SYSTEM})
  @Operation(
      summary = "Records a time at which an asset is not lent",
      description =
          "You choose the id, a random UUID. Never refused for what is promised; below home cover it"
              + " is flagged.")
  @APIResponse(
      responseCode = "409",
      description = "unavailability-recorded-otherwise, id-used-otherwise, asset-not-lent")
  @APIResponse(
      responseCode = "422",
      description =
          "unavailability-reversed, unavailability-over, unavailability-too-long, id-not-random,"
              + " invalid-input")
  public UnavailabilityView record(UUID id, UUID unavailabilityId, @Valid @NotNull Absence body) {
    gate.own(new AssetId(id));
    if (!body.from().isBefore(body.until())) {
      throw new RefusedException(UnavailabilityRefusal.UNAVAILABILITY_REVERSED);
    }
    return UnavailabilityView.of(
        desk.record(
            new Record(
                new UnavailabilityId(unavailabilityId),
                new AssetId(id),
                new TimeSlot(body.from(), body.until()),
                body.reason())));
  }

  @PUT
  @Path("unavailabilities/{unavailabilityId}/end")
  @RolesAllowed({Roles.ASSET_MANAGER, Roles.FORCE_SYSTEM})
  @Operation(summary = "Lends the asset again from now on")
  @APIResponse(responseCode = "422", description = "unavailability-over")
  public UnavailabilityView end(UUID id, UUID unavailabilityId) {
    gate.own(new AssetId(id));
    return UnavailabilityView.of(
        desk.handle(new End(new UnavailabilityId(unavailabilityId), new AssetId(id))));
  }
}
