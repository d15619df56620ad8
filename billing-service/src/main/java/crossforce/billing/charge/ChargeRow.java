package crossforce.billing.charge;

import crossforce.billing.charge.model.Charge;
import crossforce.billing.charge.model.Charge.Agreed;
import crossforce.billing.charge.model.Charge.Bill;
import crossforce.billing.charge.model.Charge.Disputed;
import crossforce.billing.charge.model.Charge.None;
import crossforce.billing.charge.model.Charge.Rated;
import crossforce.contract.Classification;
import crossforce.kit.state.StateJson;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps one charge. */
@Entity(name = "Charge")
@Table(name = "charges")
class ChargeRow extends PanacheEntityBase {
  static final StateJson<Charge> JSON = StateJson.of(Charge.class, 1);

  @Id UUID id;

  @Column(name = "request_id")
  UUID requestId;

  @Column(name = "deployment_id")
  UUID deploymentId;

  @Column String payer;
  @Column String payee;
  @Column String status;
  @Column String classification;

  @Column(name = "rated_at")
  Instant ratedAt;

  @Nullable
  @Column(name = "agreed_month")
  LocalDate agreedMonth;

  @Column String state;

  @Version
  @Column(name = "row_version")
  long rowVersion;

  Charge state() {
    return JSON.read(state);
  }

  Classification classification() {
    return Classification.valueOf(classification.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  void become(Charge now) {
    state = JSON.write(now);
    switch (now) {
      case None _ -> throw new IllegalStateException("nothing to keep");
      case Rated(var bill) -> become(bill, "rated");
      case Disputed(var bill, _) -> become(bill, "disputed");
      case Agreed(var bill) -> become(bill, "agreed");
    }
  }

  private void become(Bill bill, String now) {
    id = bill.chargeId().value();
    requestId = bill.requestId().value();
    deploymentId = bill.deploymentId().value();
    payer = bill.payer().value();
    payee = bill.payee().value();
    status = now;
  }
}
