package crossforce.billing.invoice;

import crossforce.billing.Cursor;
import crossforce.billing.invoice.model.Invoice;
import crossforce.billing.invoice.model.Invoice.Issued;
import crossforce.billing.invoice.model.Invoice.None;
import crossforce.contract.ChargeId;
import crossforce.contract.ForceId;
import crossforce.contract.InvoiceId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The invoices, their charges, and each payee's run of numbers. */
@ApplicationScoped
class Invoices implements PanacheRepositoryBase<InvoiceRow, UUID> {
  /** An invoice and the version of its row. */
  record Kept(Invoice state, long version) {}

  Kept get(InvoiceId id) {
    var row = findById(id.value());
    return row == null ? new Kept(new None(), 0) : kept(row);
  }

  /** The payee's next number; whoever else would invoice for this payee waits. */
  long nextNumber(ForceId payee) {
    getEntityManager()
        .createNativeQuery(
            "insert into invoice_numbers (payee, last) values (?1, 0) on conflict do nothing")
        .setParameter(1, payee.value())
        .executeUpdate();
    var last =
        (Number)
            getEntityManager()
                .createNativeQuery("select last from invoice_numbers where payee = ?1 for update")
                .setParameter(1, payee.value())
                .getSingleResult();
    return last.longValue() + 1;
  }

  Kept put(Issued now, long number, Instant at) {
    var row = new InvoiceRow();
    row.become(now);
    row.issuedAt = at;
    persist(row);
    for (ChargeId charge : now.charges()) {
      var invoiced = new InvoicedChargeRow();
      invoiced.chargeId = charge.value();
      invoiced.invoiceId = row.id;
      invoiced.persist();
    }
    getEntityManager()
        .createNativeQuery("update invoice_numbers set last = ?1 where payee = ?2")
        .setParameter(1, number)
        .setParameter(2, now.payee().value())
        .executeUpdate();
    flush();
    return kept(row);
  }

  /** Newest first. */
  List<InvoiceRow> list(Optional<ForceId> force, Optional<Cursor> after, int limit) {
    var at = after.map(Cursor::at).orElse(Instant.parse("9999-12-31T00:00:00Z"));
    var id = after.map(Cursor::id).orElse(new UUID(-1, -1));
    return find(
            """
            (?1 = '' or payer = ?1 or payee = ?1)
            and (issuedAt < ?2 or (issuedAt = ?2 and id < ?3))
            order by issuedAt desc, id desc\
            """,
            force.map(ForceId::value).orElse(""),
            at,
            id)
        .page(0, limit + 1)
        .list();
  }

  static Kept kept(InvoiceRow row) {
    return new Kept(row.state(), row.rowVersion);
  }
}
