package crossforce.audit.gap;

import crossforce.audit.gap.Frontiers.Chain;
import crossforce.audit.gap.Frontiers.Producer;
import crossforce.audit.gap.Frontiers.ProducerGap;
import crossforce.audit.gap.model.Frontier;
import crossforce.audit.gap.model.Gap;
import crossforce.kit.actor.Roles;
import crossforce.kit.http.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How far each producer has told its events, and what is missing. */
@Path("/")
@Tag(name = "Producers", description = "How far each has told, and what is missing")
@RolesAllowed({Roles.AUDITOR, Roles.OPERATOR})
public class ProducersResource {
  private final Frontiers frontiers;

  ProducersResource(Frontiers frontiers) {
    this.frontiers = frontiers;
  }

  /**
   * A producer's shard.
   *
   * @param complete up to and with this number, every event came
   * @param highest the highest number that came
   * @param headHash the event hash under the highest number
   * @param toldAt when that one was logged
   */
  public record ProducerView(
      String service,
      int shard,
      int epoch,
      long complete,
      long highest,
      String headHash,
      Instant toldAt) {
    static ProducerView of(Producer producer, Map<Chain, List<Gap>> open) {
      var gaps = open.getOrDefault(producer.chain(), List.of());
      return new ProducerView(
          producer.chain().service(),
          producer.chain().shard(),
          producer.epoch(),
          new Frontier(producer.highest(), gaps).complete(),
          producer.highest(),
          producer.headHash(),
          producer.toldAt());
    }
  }

  /**
   * Missing numbers that outlived their grace.
   *
   * @param first the first missing number
   * @param last the last missing number
   * @param closedAt when they came after all; absent while they are missing
   */
  public record GapView(
      String service,
      int shard,
      long first,
      long last,
      Instant openedAt,
      Optional<Instant> alarmedAt,
      Optional<Instant> closedAt) {
    public static GapView of(ProducerGap gap) {
      return new GapView(
          gap.chain().service(),
          gap.chain().shard(),
          gap.gap().first(),
          gap.gap().last(),
          gap.gap().openedAt(),
          gap.gap().alarmedAt(),
          gap.gap().closedAt());
    }
  }

  @GET
  @Path("producers")
  @Operation(
      summary = "The producers' frontier",
      description = "For each shard of each service: how many events it has told, without gap.")
  public List<ProducerView> producers() {
    var open = frontiers.open();
    return frontiers.all().stream().map(producer -> ProducerView.of(producer, open)).toList();
  }

  @GET
  @Path("gaps")
  @Operation(
      summary = "Missing numbers",
      description =
          "Numbers that a producer skipped for longer than the grace time: those still missing"
              + " first, then those that came after all.")
  public List<GapView> gaps(@QueryParam("limit") @Nullable Integer limit) {
    return frontiers.alarmed(Page.limit(limit)).stream().map(GapView::of).toList();
  }
}
