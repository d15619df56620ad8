package crossforce.billing.invoice;

import crossforce.billing.invoice.model.Invoice;
import crossforce.billing.invoice.model.Invoice.Issued;
import crossforce.billing.invoice.model.Invoice.None;
import crossforce.kit.state.StateJson;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Keeps one invoice. */
@Entity(name = "Invoice")
@Table(name = "invoices")
class InvoiceRow extends PanacheEntityBase {
  static final StateJson<Invoice> JSON = StateJson.of(Invoice.class, 1);

  @Id UUID id;
  @Column String number;
  @Column String payer;
  @Column String payee;
  @Column LocalDate month;

  @Column(name = "issued_at")
  Instant issuedAt;

  @Column String state;

  @Version
  @Column(name = "row_version")
  long rowVersion;

  Invoice state() {
    return JSON.read(state);
  }

  void become(Invoice now) {
    state = JSON.write(now);
    switch (now) {
      case None _ -> throw new IllegalStateException("nothing to keep");
      case Issued issued -> {
        id = issued.invoiceId().value();
        number = issued.number();
        payer = issued.payer().value();
        payee = issued.payee().value();
        month = issued.month().atDay(1);
      }
    }
  }
}
