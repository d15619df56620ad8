package crossforce.kit.time;

import crossforce.kit.actor.Roles;
import io.quarkus.arc.All;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The platform's clock, in builds that may move it: rehearsals need not wait for a deadline. */
@Path("/clock")
@Tag(name = "Clock", description = "The platform's time")
@IfBuildProperty(name = "crossforce.clock.movable", stringValue = "true")
public class ClockResource {
  private final MovableClock clock;
  private final List<Settling> parts;

  ClockResource(MovableClock clock, @All List<Settling> parts) {
    this.clock = clock;
    this.parts = parts;
  }

  /**
   * What time it is for the domain.
   *
   * @param nextDeadline when this service acts by itself next; move the clock no further than that
   * @param settled whether this service has done everything that is due now
   */
  public record ClockView(
      Instant now, Duration offset, Optional<Instant> nextDeadline, boolean settled) {}

  /** Where to move the clock. */
  public record Move(@NotNull Instant now) {}

  @GET
  @Authenticated
  @Operation(summary = "The domain's time, and whether this service has caught up with it")
  public ClockView show() {
    // In this order: what settles a moment after we asked may set a deadline, never take one away.
    var settled = parts.stream().allMatch(Settling::settled);
    var next = parts.stream().flatMap(part -> part.nextDeadline().stream()).min(Instant::compareTo);
    return new ClockView(clock.instant(), clock.offset(), next, settled);
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Moves the whole platform's clock forward")
  public ClockView move(@Valid @NotNull Move body) {
    clock.moveTo(body.now());
    return show();
  }
}
