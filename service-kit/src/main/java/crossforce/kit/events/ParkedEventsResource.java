package crossforce.kit.events;

import crossforce.kit.actor.Roles;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.events.Parking.EventRow;
import crossforce.kit.events.Parking.Key;
import crossforce.kit.events.Parking.KeyRow;
import crossforce.kit.http.KitRefusal;
import crossforce.kit.http.Page;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Parked events for operators, who never see what they say. */
@Path("/")
@Tag(name = "Operations", description = "What operators look after")
@RolesAllowed(Roles.OPERATOR)
public class ParkedEventsResource {
  private static final int EVENTS_SHOWN = 1_000;

  private final ParkedEvents parked;

  ParkedEventsResource(ParkedEvents parked) {
    this.parked = parked;
  }

  /**
   * A key whose events wait.
   *
   * @param reason {@code failed}, or {@code too-early} for something not told yet
   * @param waitsFor the key whose next event is worth another try
   * @param lastError what failed and where, without the data that it failed on
   */
  public record ParkedKeyView(
      String topic,
      String key,
      String reason,
      Optional<String> waitsFor,
      Instant since,
      int attempts,
      String lastError,
      long events) {
    static ParkedKeyView of(KeyRow row) {
      return new ParkedKeyView(
          row.topic(),
          row.key(),
          row.reason(),
          row.waitsFor(),
          row.since(),
          row.attempts(),
          row.lastError(),
          row.events());
    }
  }

  /** A parked event, without its data. */
  public record ParkedEventView(
      UUID eventId,
      String type,
      String source,
      long sequence,
      Instant time,
      int partition,
      long offset,
      int bytes,
      Instant parkedAt) {
    static ParkedEventView of(EventRow row) {
      var delivery = row.delivery();
      return new ParkedEventView(
          delivery.envelope().id(),
          delivery.envelope().type(),
          delivery.envelope().source().toString(),
          delivery.sequence(),
          delivery.envelope().time(),
          delivery.partition(),
          delivery.offset(),
          delivery.data().length,
          row.parkedAt());
    }
  }

  /** A key with its events, in the order in which they will be replayed; the first thousand. */
  public record ParkedKeyDetailView(ParkedKeyView parked, List<ParkedEventView> events) {
    public ParkedKeyDetailView {
      events = List.copyOf(events);
    }
  }

  /**
   * How a replay ended.
   *
   * @param end {@code freed}; {@code still-parked} at an event that failed again; {@code troubled}
   *     when the service's own parts were away
   * @param replayed how many events now worked
   */
  public record ReplayView(String end, int replayed) {}

  /** Which events are given up, all of the key when none is named, and why. */
  public record Discarding(
      @NotBlank @Size(max = 1000) String why,
      Optional<@Size(min = 1, max = 1000) Set<UUID>> eventIds) {}

  /** How many events were given up. */
  public record DiscardView(int discarded) {}

  @GET
  @Path("parked-keys")
  @Operation(summary = "The keys whose events wait, and why")
  public Page<ParkedKeyView> list(
      @QueryParam("limit") @Nullable Integer limit, @QueryParam("after") @Nullable String after) {
    var atMost = Page.limit(limit);
    var cursor = after == null ? new String[] {"", ""} : after.split("/", 2);
    if (cursor.length < 2) {
      throw new RefusedException(KitRefusal.AFTER_INVALID);
    }
    return Page.of(
        parked.keys(cursor[0], cursor[1], atMost + 1),
        atMost,
        ParkedKeyView::of,
        row -> row.topic() + "/" + row.key());
  }

  @GET
  @Path("parked-keys/{topic}/{key}")
  @Operation(summary = "A parked key and its events, without their data")
  public ParkedKeyDetailView show(String topic, String key) {
    var found = new Key(topic, key);
    return new ParkedKeyDetailView(
        ParkedKeyView.of(parked.key(found)),
        parked.events(found, EVENTS_SHOWN).stream().map(ParkedEventView::of).toList());
  }

  @PUT
  @Path("parked-keys/{topic}/{key}/replay")
  @Operation(summary = "Tries the key's events again, in order, until one fails")
  public ReplayView replay(String topic, String key) {
    var result = parked.replay(new Key(topic, key));
    return new ReplayView(
        result.end().name().toLowerCase(Locale.ROOT).replace('_', '-'), result.replayed());
  }

  @PUT
  @Path("parked-keys/{topic}/{key}/discard")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Gives events of the key up, which is told with who and why")
  public DiscardView discard(String topic, String key, @Valid @NotNull Discarding body) {
    return new DiscardView(
        parked.discard(topic, key, body.eventIds().orElseGet(Set::of), body.why()));
  }
}
