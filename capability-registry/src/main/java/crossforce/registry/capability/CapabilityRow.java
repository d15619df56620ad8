package crossforce.registry.capability;

import crossforce.contract.CapabilityCode;
import crossforce.kit.state.StateJson;
import crossforce.registry.capability.model.CatalogueEntry;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

@Entity
@Table(name = "capabilities")
class CapabilityRow {
  private static final StateJson<CatalogueEntry> JSON = StateJson.of(CatalogueEntry.class, 1);

  @Id String code;

  @Column(nullable = false)
  String state;

  @Version
  @Column(nullable = false)
  long version;

  protected CapabilityRow() {}

  CapabilityRow(CapabilityCode code, CatalogueEntry entry) {
    this.code = code.value();
    become(entry);
  }

  CatalogueEntry entry() {
    return JSON.read(state);
  }

  final void become(CatalogueEntry entry) {
    state = JSON.write(entry);
  }
}
