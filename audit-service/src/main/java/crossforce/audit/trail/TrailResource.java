package crossforce.audit.trail;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import crossforce.audit.gap.Frontiers;
import crossforce.audit.gap.Frontiers.Chain;
import crossforce.audit.gap.ProducersResource.GapView;
import crossforce.audit.log.LogHead;
import crossforce.audit.log.Tree;
import crossforce.audit.trail.model.CausalTree;
import crossforce.audit.trail.model.CausalTree.Link;
import crossforce.audit.trail.model.Disclosure;
import crossforce.kit.actor.Actors;
import crossforce.kit.actor.Roles;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.KitRefusal;
import crossforce.kit.http.Page;
import crossforce.kit.http.Versions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The trail of a request, for whom it concerns. */
@Path("trails")
@Tag(name = "Trails", description = "All that follows from one request")
public class TrailResource {
  private final Trails trails;
  private final Frontiers frontiers;
  private final Tree log;
  private final Actors actors;

  TrailResource(Trails trails, Frontiers frontiers, Tree log, Actors actors) {
    this.trails = trails;
    this.frontiers = frontiers;
    this.log = log;
    this.actors = actors;
  }

  @GET
  @Path("{requestId}")
  @RolesAllowed({
    Roles.AUDITOR,
    Roles.COORDINATOR,
    Roles.OVERSIGHT,
    Roles.REQUESTER,
    Roles.AUTHORISER,
    Roles.DUTY_OFFICER,
    Roles.ASSET_MANAGER,
    Roles.FINANCE_OFFICER,
    Roles.FORCE_SYSTEM
  })
  @Operation(
      summary = "The trail of a request",
      description =
          "Every event that followed from the request, in the order of the log and as a tree of"
              + " causes. Auditors and coordinators see all of it; people of the host and of called"
              + " donors see every event, and the data of those that are their affair. To others"
              + " there is no such trail (404).")
  public RestResponse<TrailView> trail(
      @PathParam("requestId") UUID requestId,
      @QueryParam("proofs")
          @DefaultValue("false")
          @Pattern(regexp = "true|false")
          @Parameter(
              description = "Whether to prove that each event is in the log.",
              schema = @Schema(type = SchemaType.BOOLEAN))
          String proofs) {
    var head = log.head(); // Before the events: those told later are not in its root.
    var found =
        trails.of(requestId.toString()).stream()
            .filter(logged -> logged.entry().leafIndex() < head.size())
            .toList();
    var told = found.subList(0, Math.min(found.size(), Trails.LONGEST));
    var views = views(told);
    var tree = CausalTree.of(told.stream().map(TrailResource::link).toList());
    var view =
        new TrailView(
            requestId,
            head.size(),
            head.root().hex(),
            views,
            tree.roots(),
            trails.unknown(tree.causesOutside()).stream().sorted().toList(),
            gaps(told),
            found.size() > told.size(),
            Boolean.parseBoolean(proofs) ? proofs(told, head) : Map.of());
    return ResponseBuilder.ok(view).header("ETag", Versions.tag(head.size())).build();
  }

  private List<EventView> views(List<LoggedEvent> trail) {
    var actor = actors.current();
    var seesAll = actor.has(Roles.AUDITOR) || actor.has(Roles.COORDINATOR);
    if (trail.isEmpty()) {
      throw new RefusedException(KitRefusal.NOT_FOUND);
    }
    if (seesAll) {
      return trail.stream().map(EventView::whole).toList();
    }
    var reader = actors.force();
    var disclosure =
        Disclosure.of(trail.stream().flatMap(logged -> logged.event().stream()).toList());
    if (!disclosure.concerns(reader)) {
      throw new RefusedException(KitRefusal.NOT_FOUND);
    }
    return trail.stream()
        .map(logged ->
            logged.event().filter(event -> disclosure.shows(event, reader)).isPresent()
                ? EventView.whole(logged)
                : EventView.outline(logged))
        .toList();
  }

  private static Link link(LoggedEvent logged) {
    var envelope = logged.envelope();
    return new Link(envelope.id(), envelope.type(), envelope.causationId());
  }

  /** Gaps of the chains that this trail's events stand in. */
  private List<GapView> gaps(List<LoggedEvent> trail) {
    var chains = trail.stream().map(logged -> Chain.of(logged.envelope())).collect(toSet());
    return frontiers.alarmed(Page.MOST).stream()
        .filter(gap -> gap.gap().isOpen() && chains.contains(gap.chain()))
        .map(GapView::of)
        .toList();
  }

  private Map<Long, List<String>> proofs(List<LoggedEvent> trail, LogHead head) {
    var proofs = log.proofs();
    return trail.stream()
        .map(logged -> logged.entry().leafIndex())
        .collect(
            toMap(
                leaf -> leaf,
                leaf ->
                    proofs.inclusion(leaf, head.size()).stream()
                        .map(HexFormat.of()::formatHex)
                        .toList(),
                (one, _) -> one,
                TreeMap::new));
  }
}
