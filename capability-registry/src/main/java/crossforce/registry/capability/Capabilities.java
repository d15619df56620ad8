package crossforce.registry.capability;

import crossforce.contract.CapabilityCode;
import crossforce.registry.capability.model.CatalogueEntry;
import crossforce.registry.capability.model.CatalogueEntry.Known;
import crossforce.registry.capability.model.CatalogueEntry.None;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** The national catalogue. */
@ApplicationScoped
public class Capabilities implements PanacheRepositoryBase<CapabilityRow, String> {
  public CatalogueEntry get(CapabilityCode code) {
    return row(code).map(CapabilityRow::entry).orElseGet(None::new);
  }

  /** The capability of this code, where the catalogue has it. */
  public Optional<CapabilityCode> named(String code) {
    return findByIdOptional(code).map(row -> new CapabilityCode(row.code));
  }

  public boolean isKnown(CapabilityCode code) {
    return get(code) instanceof Known;
  }

  Optional<CapabilityRow> row(CapabilityCode code) {
    return findByIdOptional(code.value());
  }

  Optional<CapabilityRow> lock(CapabilityCode code) {
    return findByIdOptional(code.value(), LockModeType.PESSIMISTIC_WRITE);
  }

  CapabilityRow put(CapabilityCode code, CatalogueEntry entry) {
    var row = row(code).orElse(null);
    if (row == null) {
      row = new CapabilityRow(code, entry);
      persist(row);
    } else {
      row.become(entry);
    }
    flush();
    return row;
  }

  List<CapabilityRow> after(String after, int limit) {
    return find("code > ?1 order by code", after).range(0, limit).list();
  }
}
