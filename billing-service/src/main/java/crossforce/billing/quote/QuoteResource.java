package crossforce.billing.quote;

import static crossforce.billing.quote.model.QuoteRefusal.NO_SUCH_QUOTE;
import static crossforce.kit.actor.Roles.AUDITOR;
import static crossforce.kit.actor.Roles.AUTHORISER;
import static crossforce.kit.actor.Roles.COORDINATOR;
import static crossforce.kit.actor.Roles.DUTY_OFFICER;
import static crossforce.kit.actor.Roles.FINANCE_OFFICER;
import static crossforce.kit.actor.Roles.FORCE_SYSTEM;
import static crossforce.kit.actor.Roles.OVERSIGHT;
import static crossforce.kit.actor.Roles.REQUESTER;

import crossforce.billing.Readers;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Versions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Prices before anyone commits. */
@Path("quotes")
@Tag(name = "Quotes", description = "What a call would cost, line by line.")
public class QuoteResource {
  private final Quotes quotes;
  private final Readers readers;

  QuoteResource(Quotes quotes, Readers readers) {
    this.quotes = quotes;
    this.readers = readers;
  }

  @GET
  @Path("{quoteId}")
  @RolesAllowed({
    FINANCE_OFFICER,
    REQUESTER,
    AUTHORISER,
    DUTY_OFFICER,
    FORCE_SYSTEM,
    COORDINATOR,
    AUDITOR,
    OVERSIGHT
  })
  @Operation(
      summary = "Read a quote",
      description = "For the one who is paid, and from the offer on for the one who pays.")
  public RestResponse<QuoteView> get(@RestPath UUID quoteId) {
    var row =
        quotes
            .findByIdOptional(quoteId)
            .filter(found -> found.isFor(readers.onlyForce()))
            .orElseThrow(() -> new RefusedException(NO_SUCH_QUOTE));
    return Versions.answer(QuoteView.of(row.state(), row.payer(), row.payee()), row.rowVersion);
  }
}
