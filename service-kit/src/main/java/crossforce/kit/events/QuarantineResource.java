package crossforce.kit.events;

import crossforce.kit.actor.Roles;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.events.Quarantine.Place;
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
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Quarantined records for operators, who never see what they say. */
@Path("/quarantine")
@Tag(name = "Operations", description = "What operators look after")
@RolesAllowed(Roles.OPERATOR)
public class QuarantineResource {
  private final QuarantinedRecords records;

  QuarantineResource(QuarantinedRecords records) {
    this.records = records;
  }

  /** A record that is no event of its topic: its place and size. */
  public record QuarantinedView(
      String topic, int partition, long offset, long bytes, String why, Instant quarantinedAt) {
    static QuarantinedView of(Quarantine.Row row) {
      return new QuarantinedView(
          row.topic(), row.partition(), row.offset(), row.bytes(), row.why(), row.quarantinedAt());
    }

    static String cursor(Quarantine.Row row) {
      return row.topic() + "/" + row.partition() + "/" + row.offset();
    }
  }

  /**
   * How the reading again ended.
   *
   * @param end {@code replayed}; {@code parked} when its key's events wait now, see {@code
   *     /parked-keys}; {@code passed-over} when there is nothing to do about it; {@code
   *     still-quarantined}; {@code troubled} when the service's own parts were away
   * @param why why it is still quarantined
   */
  public record ReplayedView(String end, Optional<String> why) {}

  /** Why the record is given up. */
  public record GivingUp(@NotBlank @Size(max = 1000) String why) {}

  @GET
  @Operation(summary = "Records that are no events of their topics")
  public Page<QuarantinedView> list(
      @QueryParam("limit") @Nullable Integer limit, @QueryParam("after") @Nullable String after) {
    var atMost = Page.limit(limit);
    var cursor = after == null ? new String[] {"", "0", "0"} : after.split("/", 3);
    try {
      return Page.of(
          records.list(
              cursor[0], Integer.parseInt(cursor[1]), Long.parseLong(cursor[2]), atMost + 1),
          atMost,
          QuarantinedView::of,
          QuarantinedView::cursor);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new RefusedException(KitRefusal.AFTER_INVALID);
    }
  }

  @PUT
  @Path("{topic}/{partition}/{offset}/replay")
  @Operation(summary = "Reads the record again and, if it is an event now, handles it")
  public ReplayedView replay(String topic, int partition, long offset) {
    var result = records.replay(place(topic, partition, offset));
    return new ReplayedView(
        result.end().name().toLowerCase(Locale.ROOT).replace('_', '-'), result.why());
  }

  @PUT
  @Path("{topic}/{partition}/{offset}/discard")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Gives the record up, which is told with who and why")
  public void discard(String topic, int partition, long offset, @Valid @NotNull GivingUp body) {
    records.discard(place(topic, partition, offset), body.why());
  }

  private static Place place(String topic, int partition, long offset) {
    return new Place(new TopicPartition(topic, partition), offset);
  }
}
