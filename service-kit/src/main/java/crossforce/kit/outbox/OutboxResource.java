package crossforce.kit.outbox;

import crossforce.contract.wire.Shard;
import crossforce.kit.actor.Roles;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.outbox.OutboxState.ShardState;
import crossforce.kit.outbox.Relay.Standing;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The outbox for operators: what waits, which shards are closed, and what to do about it. */
@Path("/")
@Tag(name = "Operations", description = "What operators look after")
@RolesAllowed(Roles.OPERATOR)
public class OutboxResource {
  private final OutboxState state;
  private final RunningRelay running;
  private final Epochs epochs;

  OutboxResource(OutboxState state, RunningRelay running, Epochs epochs) {
    this.state = state;
    this.running = running;
    this.epochs = epochs;
  }

  /** How much waits, and how the shards stand. */
  public record OutboxView(long depth, double ageSeconds, List<ShardView> shards) {
    public OutboxView {
      shards = List.copyOf(shards);
    }
  }

  /**
   * One shard.
   *
   * @param relay how this instance stands to it: open, elsewhere, closed, unknown
   * @param closed why nothing is published
   */
  public record ShardView(
      int shard, int epoch, long told, long published, String relay, Optional<String> closed) {}

  /** The reason that the event about the new epoch names. */
  public record Opening(@NotBlank @Size(max = 1000) String why) {}

  /** The number of the first event to publish again. */
  public record Republication(@NotNull @Min(1) Long from) {}

  @GET
  @Path("outbox")
  @Operation(summary = "What waits to be published, shard by shard")
  public OutboxView show() {
    var standings = running.relay().map(Relay::standings).orElseGet(Map::of);
    var shards = state.shards();
    return new OutboxView(
        shards.stream().mapToLong(ShardState::waiting).sum(),
        shards.stream().mapToLong(shard -> shard.age().toMillis()).max().orElse(0) / 1000.0,
        shards.stream()
            .map(shard -> view(shard, standings.getOrDefault(shard.shard(), Standing.ELSEWHERE)))
            .toList());
  }

  private static ShardView view(ShardState shard, Standing standing) {
    return new ShardView(
        shard.shard().number(),
        shard.epoch(),
        shard.told(),
        shard.published(),
        standing.name().toLowerCase(Locale.ROOT),
        shard.closed());
  }

  @PUT
  @Path("outbox/{shard}/republication")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Publishes a shard's events again, from this number on")
  public OutboxView republish(int shard, @Valid @NotNull Republication body) {
    epochs.republish(known(shard), body.from());
    running.wake();
    return show();
  }

  @PUT
  @Path("epochs/{shard}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Goes on with a closed shard after the last event that Kafka has")
  public OutboxView open(int shard, @Valid @NotNull Opening body) {
    epochs.open(known(shard), body.why());
    running.wake();
    return show();
  }

  private static Shard known(int number) {
    if (number < 0 || number >= Shard.COUNT) {
      throw new RefusedException(OutboxRefusal.NO_SUCH_SHARD);
    }
    return new Shard(number);
  }
}
