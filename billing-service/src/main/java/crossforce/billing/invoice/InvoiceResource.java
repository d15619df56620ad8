package crossforce.billing.invoice;

import static crossforce.billing.invoice.model.InvoiceRefusal.NO_SUCH_INVOICE;
import static crossforce.kit.actor.Roles.AUDITOR;
import static crossforce.kit.actor.Roles.COORDINATOR;
import static crossforce.kit.actor.Roles.FINANCE_OFFICER;
import static crossforce.kit.actor.Roles.FORCE_SYSTEM;
import static crossforce.kit.actor.Roles.OVERSIGHT;

import crossforce.billing.Cursor;
import crossforce.billing.Readers;
import crossforce.billing.invoice.InvoiceDesk.Order;
import crossforce.billing.invoice.Invoices.Kept;
import crossforce.contract.ForceId;
import crossforce.contract.InvoiceId;
import crossforce.kit.actor.Actors;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Page;
import crossforce.kit.http.Versions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.YearMonth;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The documents by which one force asks another to pay. */
@Path("invoices")
@Tag(name = "Invoices", description = "Agreed charges of a pair of forces, a month at a time.")
public class InvoiceResource {
  private final InvoiceDesk desk;
  private final Invoices invoices;
  private final Readers readers;
  private final Actors actors;

  InvoiceResource(InvoiceDesk desk, Invoices invoices, Readers readers, Actors actors) {
    this.desk = desk;
    this.invoices = invoices;
    this.readers = readers;
    this.actors = actors;
  }

  @PUT
  @Path("{invoiceId}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(FINANCE_OFFICER)
  @Operation(
      summary = "Issue an invoice, for the force that is paid",
      description =
          "Takes up every charge that the payer agreed to in the month and that stands on no"
              + " invoice yet. Repeating it answers with the same invoice.")
  public RestResponse<InvoiceView> issue(@RestPath UUID invoiceId, @Valid @NotNull Wish body) {
    var order = new Order(body.payer(), body.month());
    return answer(desk.issue(new InvoiceId(invoiceId), actors.force(), order));
  }

  /** Whom to invoice, and for which month. */
  @Schema(name = "InvoiceWish")
  public record Wish(
      @NotNull @Schema(description = "The host force.", examples = "south-yorkshire") ForceId payer,
      @NotNull @Schema(description = "In which the charges were agreed, British time.")
          YearMonth month) {}

  @GET
  @RolesAllowed({FINANCE_OFFICER, FORCE_SYSTEM, COORDINATOR, AUDITOR, OVERSIGHT})
  @Operation(
      summary = "List invoices, the newest first",
      description = "A force sees those that it pays or is paid by.")
  public Page<InvoiceView> list(
      @RestQuery @Nullable Integer limit, @RestQuery Optional<String> after) {
    var most = Page.limit(limit);
    return Page.of(
        invoices.list(readers.onlyForce(), Cursor.parse(after), most),
        most,
        row -> InvoiceView.of(row.state()),
        row -> new Cursor(row.issuedAt, row.id).toString());
  }

  @GET
  @Path("{invoiceId}")
  @RolesAllowed({FINANCE_OFFICER, FORCE_SYSTEM, COORDINATOR, AUDITOR, OVERSIGHT})
  @Operation(summary = "Read an invoice")
  public RestResponse<InvoiceView> get(@RestPath UUID invoiceId) {
    var row =
        invoices
            .findByIdOptional(invoiceId)
            .filter(found -> readers.maySee(new ForceId(found.payer), new ForceId(found.payee)))
            .orElseThrow(() -> new RefusedException(NO_SUCH_INVOICE));
    return answer(Invoices.kept(row));
  }

  private static RestResponse<InvoiceView> answer(Kept kept) {
    return Versions.answer(InvoiceView.of(kept.state()), kept.version());
  }
}
