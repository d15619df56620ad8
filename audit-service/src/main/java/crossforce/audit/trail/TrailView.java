package crossforce.audit.trail;

import crossforce.audit.gap.ProducersResource.GapView;
import crossforce.audit.trail.model.CausalTree.Node;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * All that is logged of one request.
 *
 * @param size how many leaves the log had when this was told
 * @param rootHash the log's root at that size
 * @param events in the order of the log
 * @param tree each event under the one that made it possible; one root when nothing is missing
 * @param missingCauses causes named by events of the trail that are nowhere in the log
 * @param gaps missing numbers of the producers of this trail: what is told may not be all
 * @param truncated whether the trail is longer than is told
 * @param proofs with {@code proofs=true}: for each leaf index the way up to the root
 */
public record TrailView(
    UUID requestId,
    long size,
    String rootHash,
    List<EventView> events,
    List<Node> tree,
    List<UUID> missingCauses,
    List<GapView> gaps,
    boolean truncated,
    Map<Long, List<String>> proofs) {}
