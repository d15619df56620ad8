package crossforce.registry.booking;

import crossforce.contract.LegalBasis;
import crossforce.contract.RequestId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** On which law requests ask, as the broker told it: an asset is lent only where its owner does. */
@ApplicationScoped
class RequestBases implements PanacheRepositoryBase<RequestBaseRow, UUID> {
  /** Aid under section 24 is what is asked for when nothing else was told. */
  LegalBasis of(RequestId request) {
    var row = findById(request.value());
    return row == null ? LegalBasis.S24 : row.basis();
  }

  void note(RequestId request, LegalBasis basis) {
    if (findById(request.value()) == null) {
      persist(new RequestBaseRow(request, basis));
    }
  }
}
