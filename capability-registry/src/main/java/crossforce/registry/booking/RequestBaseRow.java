package crossforce.registry.booking;

import crossforce.contract.LegalBasis;
import crossforce.contract.RequestId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Locale;
import java.util.UUID;

@Entity
@Table(name = "request_bases")
class RequestBaseRow {
  @Id
  @Column(name = "request_id")
  UUID requestId;

  @Column(name = "legal_basis", nullable = false)
  String basis;

  protected RequestBaseRow() {}

  RequestBaseRow(RequestId request, LegalBasis basis) {
    this.requestId = request.value();
    this.basis = basis.toString();
  }

  LegalBasis basis() {
    return LegalBasis.valueOf(basis.toUpperCase(Locale.ROOT));
  }
}
