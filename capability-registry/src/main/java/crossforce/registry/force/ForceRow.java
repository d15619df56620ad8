package crossforce.registry.force;

import crossforce.contract.ForceId;
import crossforce.kit.state.StateJson;
import crossforce.registry.force.model.ForceEntry;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

@Entity
@Table(name = "forces")
class ForceRow {
  private static final StateJson<ForceEntry> JSON = StateJson.of(ForceEntry.class, 1);

  @Id String id;

  @Column(nullable = false)
  String state;

  @Version
  @Column(nullable = false)
  long version;

  protected ForceRow() {}

  ForceRow(ForceId id, ForceEntry entry) {
    this.id = id.value();
    become(entry);
  }

  ForceEntry entry() {
    return JSON.read(state);
  }

  final void become(ForceEntry entry) {
    state = JSON.write(entry);
  }
}
