package crossforce.audit.trail;

import crossforce.audit.gap.ProducersResource.GapView;
import crossforce.audit.trail.model.CausalTree.Node;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

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
    @Schema(description = "How many leaves the log had when this was told.") long size,
    @Schema(description = "The log's root at that size, in hexadecimal digits.") String rootHash,
    @Schema(description = "In the order of the log.") List<EventView> events,
    @Schema(
            description =
                "Each event under the one that made it possible; one root when nothing is missing.")
        List<Node> tree,
    @Schema(description = "Causes named by events of the trail that are nowhere in the log.")
        List<UUID> missingCauses,
    @Schema(
            description =
                "Missing numbers of the producers of this trail: what is told may not be all.")
        List<GapView> gaps,
    @Schema(description = "Whether the trail is longer than is told.") boolean truncated,
    @Schema(
            description =
                "With proofs=true: for each leaf index the hashes on its way up to the root"
                    + " (RFC 9162, section 2.1.3).")
        Map<Long, List<String>> proofs) {}
