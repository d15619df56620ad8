package crossforce.registry.booking.model;

import crossforce.contract.LegalBasis;
import crossforce.contract.registry.AssetEvent.Accreditation;
import crossforce.contract.registry.AssetEvent.Asset;
import crossforce.contract.registry.CapabilityEvent.Capability;
import java.util.List;
import java.util.Optional;

/**
 * All that bears on a booking and was read under its locks.
 *
 * @param asset absent when no such asset is known
 * @param legalBasis on which the host asks
 * @param calendar what else takes the asset's time
 * @param home the owner's lending floor
 * @param deployed whether the asset has set out on this booking
 */
public record Circumstances(
    Optional<Lendable> asset,
    LegalBasis legalBasis,
    List<Occupation> calendar,
    HomeGuard home,
    boolean deployed) {
  public Circumstances {
    calendar = List.copyOf(calendar);
  }

  /** An asset with what it may do, by the latest standard of its capability. */
  public record Lendable(
      Asset asset, List<Accreditation> accreditations, Capability standard, boolean withdrawn) {
    public Lendable {
      accreditations = List.copyOf(accreditations);
    }
  }
}
