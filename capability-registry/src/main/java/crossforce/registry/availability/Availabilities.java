package crossforce.registry.availability;

import crossforce.contract.registry.AssetEvent.AvailabilityChanged;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What was last told of each asset. */
@ApplicationScoped
class Availabilities implements PanacheRepositoryBase<AvailabilityRow, UUID> {
  void put(AvailabilityChanged told) {
    var row = findById(told.assetId().value());
    if (row == null) {
      persist(new AvailabilityRow(told));
    } else {
      row.become(told);
    }
    flush();
  }
}
