package crossforce.audit.verification;

import crossforce.kit.actor.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether what is stored is what was told. */
@Path("verification")
@Tag(name = "Verification", description = "Recomputing the whole log")
@RolesAllowed(Roles.AUDITOR)
public class VerificationResource {
  private final Verification verification;

  VerificationResource(Verification verification) {
    this.verification = verification;
  }

  /**
   * The outcome of a verification.
   *
   * @param verified whether everything fits
   * @param size how many leaves were verified
   * @param rootHash the root that they give, when everything fits
   * @param findings what does not fit, up to 100 of each kind
   * @param findingsInAll how much does not fit
   * @param stillExpected missing numbers within their grace time: no finding yet
   */
  public record VerificationView(
      @Schema(description = "Whether everything fits.") boolean verified,
      @Schema(description = "How many leaves were verified.") long size,
      @Schema(description = "The root that they give, in hexadecimal digits.") String rootHash,
      @Schema(description = "What does not fit, up to 100 of each kind.") List<Finding> findings,
      @Schema(description = "How much does not fit.") long findingsInAll,
      @Schema(
              description =
                  "How many numbers are missing and within their grace time: no finding yet.")
          long stillExpected) {
    static VerificationView of(Verification.Outcome outcome) {
      var snapshot = outcome.snapshot();
      return new VerificationView(
          outcome.count() == 0,
          snapshot.size(),
          outcome.root().hex(),
          outcome.findings(),
          outcome.count(),
          snapshot.gaps().stream()
              .filter(gap -> !gap.alarmed())
              .mapToLong(gap -> gap.last() - gap.first() + 1)
              .sum());
    }
  }

  @GET
  @Operation(
      summary = "Verify the whole log",
      description =
          "Recomputes every leaf from its attributes, data and salt, the tree and its root, every"
              + " producer's numbers and links, that every record of Kafka's is logged or"
              + " repeats what is, and that each leaf came from where it says; and names what does"
              + " not fit. Reads everything: one at a time (409 otherwise).")
  public VerificationView verification() {
    return VerificationView.of(verification.run());
  }
}
