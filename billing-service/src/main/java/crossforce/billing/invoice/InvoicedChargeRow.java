package crossforce.billing.invoice;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** Says on which invoice a charge stands; the primary key is the rule that it is one. */
@Entity(name = "InvoicedCharge")
@Table(name = "invoiced_charges")
class InvoicedChargeRow extends PanacheEntityBase {
  @Id
  @Column(name = "charge_id")
  UUID chargeId;

  @Column(name = "invoice_id")
  UUID invoiceId;
}
