package crossforce.audit.log;

import crossforce.audit.AuditRefusal;
import crossforce.audit.log.model.MerkleTree;
import crossforce.kit.actor.Roles;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Versions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** The log as anybody can check it: size and root, proofs and, for auditors, its leaves. */
@Path("log")
@Tag(name = "Log", description = "The Merkle tree over all events")
@RolesAllowed("**")
public class LogResource {
  private static final int MOST_LEAVES = 1_000;
  private static final HexFormat HEX = HexFormat.of();

  private final Tree tree;
  private final Entries entries;

  LogResource(Tree tree, Entries entries) {
    this.tree = tree;
    this.entries = entries;
  }

  /**
   * The log at a size.
   *
   * @param size how many leaves it has
   * @param rootHash RFC 6962 root over them, in hexadecimal digits
   */
  public record LogView(long size, String rootHash) {}

  /**
   * Leaves in the order of their indexes.
   *
   * @param from the index of the first of them
   * @param leaves in base64, each the canonical bytes that are hashed
   */
  public record LeavesView(
      @Schema(description = "The index of the first of them.") long from,
      @Schema(description = "Each the canonical bytes that are hashed, in base64.")
          List<String> leaves) {}

  /**
   * That a leaf is in the log (RFC 9162, section 2.1.3).
   *
   * @param leafHash SHA-256 of a zero byte and the leaf
   * @param path from the leaf upwards
   */
  public record InclusionView(
      long leaf, long size, String leafHash, String rootHash, List<String> path) {}

  /** That the log at the earlier size is a beginning of that at the later (section 2.1.4). */
  public record ConsistencyView(
      long from, long to, String fromRootHash, String toRootHash, List<String> path) {}

  @GET
  @Operation(
      summary = "The log's size and root",
      description = "At present, or as it was at an earlier size.")
  public RestResponse<LogView> log(@QueryParam("size") @Nullable Long size) {
    var head = tree.head();
    if (size == null) {
      return tagged(new LogView(head.size(), head.root().hex()));
    }
    checkSizes(0, size, head);
    return tagged(new LogView(size, HEX.formatHex(tree.proofs().root(size))));
  }

  /** A log of one size never changes. */
  private static RestResponse<LogView> tagged(LogView view) {
    return ResponseBuilder.ok(view).header("ETag", Versions.tag(view.size())).build();
  }

  @GET
  @Path("leaves")
  @RolesAllowed(Roles.AUDITOR)
  @Operation(
      summary = "The log's leaves",
      description =
          "In order, up to 1000 at a time. Whoever has all of them can compute the root alone.")
  public LeavesView leaves(
      @QueryParam("from") @DefaultValue("0") long from,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    if (from < 0 || limit < 1 || limit > MOST_LEAVES) {
      throw new RefusedException(AuditRefusal.LEAVES_OUT_OF_RANGE);
    }
    var base64 = Base64.getEncoder();
    return new LeavesView(
        from, entries.leaves(from, limit).stream().map(base64::encodeToString).toList());
  }

  @GET
  @Path("proof")
  @Operation(
      summary = "Proof that a leaf is in the log",
      description = "Against the root at present, or at the size asked for.")
  public InclusionView proof(
      @QueryParam("leaf") long leaf, @QueryParam("size") @Nullable Long asked) {
    var head = tree.head();
    var size = asked == null ? head.size() : asked;
    checkSizes(0, size, head);
    if (leaf < 0 || leaf >= size) {
      throw new RefusedException(AuditRefusal.NO_SUCH_LEAF);
    }
    var proofs = tree.proofs();
    return new InclusionView(
        leaf,
        size,
        HEX.formatHex(leafHash(leaf)),
        HEX.formatHex(proofs.root(size)),
        hex(proofs.inclusion(leaf, size)));
  }

  @GET
  @Path("consistency")
  @Operation(
      summary = "Proof that the log only grew",
      description = "Between two sizes; without 'to', up to the present one.")
  public ConsistencyView consistency(
      @QueryParam("from") long from, @QueryParam("to") @Nullable Long asked) {
    var head = tree.head();
    var to = asked == null ? head.size() : asked;
    checkSizes(1, from, head);
    checkSizes(from, to, head);
    var proofs = tree.proofs();
    return new ConsistencyView(
        from,
        to,
        HEX.formatHex(proofs.root(from)),
        HEX.formatHex(proofs.root(to)),
        hex(proofs.consistency(from, to)));
  }

  private byte[] leafHash(long leaf) {
    return entries.leaves(leaf, 1).stream()
        .findFirst()
        .map(MerkleTree::leafHash)
        .orElseThrow(() -> new RefusedException(AuditRefusal.NO_SUCH_LEAF));
  }

  private static void checkSizes(long least, long size, LogHead head) {
    if (size < least || size > head.size()) {
      throw new RefusedException(
          AuditRefusal.SIZE_OUT_OF_RANGE,
          "%d is not between %d and %d.".formatted(size, least, head.size()));
    }
  }

  private static List<String> hex(List<byte[]> path) {
    return path.stream().map(HEX::formatHex).toList();
  }
}
