package crossforce.billing.ledger;

import static crossforce.kit.actor.Roles.AUDITOR;
import static crossforce.kit.actor.Roles.COORDINATOR;
import static crossforce.kit.actor.Roles.FINANCE_OFFICER;
import static crossforce.kit.actor.Roles.OVERSIGHT;

import crossforce.billing.Readers;
import crossforce.billing.ledger.Ledger.Balance;
import crossforce.billing.ledger.Ledger.Conflict;
import crossforce.billing.ledger.Ledger.Posted;
import crossforce.contract.ForceId;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.KitRefusal;
import crossforce.kit.http.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The books: what each force owes and is owed, and by which events. */
@Path("accounts")
@Tag(name = "Accounts", description = "The double-entry ledger. Amounts in pence, debits positive.")
public class AccountResource {
  private final Ledger ledger;
  private final Readers readers;

  AccountResource(Ledger ledger, Readers readers) {
    this.ledger = ledger;
    this.readers = readers;
  }

  @GET
  @RolesAllowed({FINANCE_OFFICER, COORDINATOR, AUDITOR, OVERSIGHT})
  @Operation(
      summary = "List balances",
      description =
          "Of one's own book; a coordinator or an auditor sees all. They are sums of the entries.")
  public Page<Balance> balances(
      @RestQuery @Nullable Integer limit, @RestQuery @DefaultValue("") String after) {
    var most = Page.limit(limit);
    return Page.of(
        ledger.balances(readers.onlyForce(), after, most + 1),
        most,
        balance -> balance,
        Balance::cursor);
  }

  @GET
  @Path("{force}/entries")
  @RolesAllowed({FINANCE_OFFICER, COORDINATOR, AUDITOR, OVERSIGHT})
  @Operation(summary = "List the entries of a book, the newest first")
  public Page<Posted> entries(
      @RestPath String force,
      @RestQuery @Nullable Integer limit,
      @RestQuery Optional<String> after) {
    if (!readers.onlyForce().map(own -> own.value().equals(force)).orElse(true)) {
      throw new RefusedException(LedgerRefusal.NO_SUCH_BOOK);
    }
    var from = after.filter(text -> !text.isEmpty()).map(From::parse).orElse(From.NEWEST);
    var most = Page.limit(limit);
    return Page.of(
        ledger.entries(bookOf(force), from.at(), from.event(), from.line(), most + 1),
        most,
        entry -> entry,
        entry -> new From(entry.postedAt(), entry.eventId(), entry.line()).toString());
  }

  @GET
  @Path("conflicts")
  @RolesAllowed(AUDITOR)
  @Operation(
      summary = "List postings that were refused because their event had posted something else",
      description = "The latest 200. There should be none.")
  public List<Conflict> conflicts() {
    return ledger.conflicts(Page.MOST);
  }

  private static ForceId bookOf(String force) {
    try {
      return new ForceId(force);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(LedgerRefusal.NO_SUCH_BOOK);
    }
  }

  /** Where a list of entries goes on. */
  private record From(Instant at, UUID event, int line) {
    static final From NEWEST = new From(Instant.parse("9999-12-31T00:00:00Z"), new UUID(0, 0), 0);

    static From parse(String text) {
      try {
        var parts = text.split("_");
        return new From(
            Instant.parse(parts[0]), UUID.fromString(parts[1]), Integer.parseInt(parts[2]));
      } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        throw new RefusedException(KitRefusal.AFTER_INVALID);
      }
    }

    @Override
    public String toString() {
      return at + "_" + event + "_" + line;
    }
  }
}
