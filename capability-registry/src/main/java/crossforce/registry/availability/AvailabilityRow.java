package crossforce.registry.availability;

import crossforce.contract.Availability;
import crossforce.contract.registry.AssetEvent.AvailabilityChanged;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was last told of an asset's availability, so that only changes are told. */
@Entity
@Table(name = "availabilities")
class AvailabilityRow {
  @Id
  @Column(name = "asset_id")
  UUID assetId;

  @Column(nullable = false)
  String availability;

  @Column(name = "as_of", nullable = false)
  Instant asOf;

  @Nullable Instant until;

  protected AvailabilityRow() {}

  AvailabilityRow(AvailabilityChanged told) {
    assetId = told.assetId().value();
    become(told);
  }

  Availability availability() {
    return Availability.valueOf(availability.toUpperCase(Locale.ROOT));
  }

  final void become(AvailabilityChanged told) {
    availability = told.availability().toString();
    asOf = told.asOf();
    until = told.until().orElse(null);
  }
}
