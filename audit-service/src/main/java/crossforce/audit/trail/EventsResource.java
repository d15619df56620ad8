package crossforce.audit.trail;

import crossforce.audit.trail.Trails.Search;
import crossforce.kit.actor.Roles;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.KitRefusal;
import crossforce.kit.http.Page;
import crossforce.kit.http.Versions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Search in the log, for auditors. */
@Path("events")
@Tag(name = "Events", description = "One event, as it was logged")
@RolesAllowed(Roles.AUDITOR)
public class EventsResource {
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final Trails trails;

  EventsResource(Trails trails) {
    this.trails = trails;
  }

  @GET
  @Operation(
      summary = "Search events",
      description =
          "In the order of the log, without their data. All that is given must fit; 'from' and"
              + " 'until' are instants that the event's time is compared with, until being the"
              + " first that is too late.")
  public Page<EventView> find(
      @QueryParam("type") @Nullable String type,
      @QueryParam("force") @Nullable String force,
      @QueryParam("correlation") @Nullable String correlation,
      @QueryParam("from") @Nullable String from,
      @QueryParam("until") @Nullable String until,
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("after") @Nullable String after) {
    var most = Page.limit(limit);
    var found =
        trails.find(
            new Search(
                word("type", type),
                word("force", force),
                word("correlation", correlation),
                instant("from", from),
                instant("until", until),
                after(after),
                most));
    return Page.of(
        found, most, EventView::withoutData, last -> Long.toString(last.entry().leafIndex()));
  }

  @GET
  @Path("{id}")
  @Operation(
      summary = "One event, with its data",
      description = "By its id; when it was told twice, as it was told first.")
  public RestResponse<EventView> event(@PathParam("id") UUID id) {
    var event =
        trails
            .event(id)
            .map(EventView::whole)
            .orElseThrow(() -> new RefusedException(KitRefusal.NOT_FOUND));
    return ResponseBuilder.ok(event).header("ETag", Versions.tag(event.leafIndex())).build();
  }

  private static Optional<String> word(String field, @Nullable String text) {
    if (text != null && (text.length() > 500 || text.indexOf('\0') >= 0)) {
      throw new RefusedException(KitRefusal.INVALID_INPUT, field + " is at most 500 characters.");
    }
    return Optional.ofNullable(text).filter(given -> !given.isEmpty());
  }

  private static Optional<Instant> instant(String field, @Nullable String text) {
    try {
      return Optional.ofNullable(text).map(EventsResource::instant);
    } catch (DateTimeException e) {
      throw new RefusedException(
          KitRefusal.INVALID_INPUT, field + " is an instant such as 2026-03-28T21:30:00Z.");
    }
  }

  private static Instant instant(String text) {
    var instant = Instant.parse(text);
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw new DateTimeException("beyond what a database knows");
    }
    return instant;
  }

  private static long after(@Nullable String cursor) {
    try {
      return cursor == null || cursor.isEmpty() ? -1 : Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw new RefusedException(KitRefusal.AFTER_INVALID);
    }
  }
}
