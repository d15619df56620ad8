package crossforce.registry.cover;

import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.kit.state.StateJson;
import crossforce.registry.cover.model.HomeCover;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

@Entity
@Table(name = "home_covers")
class HomeCoverRow {
  private static final StateJson<HomeCover> JSON = StateJson.of(HomeCover.class, 1);

  @Id String id;

  @Column(nullable = false)
  String force;

  @Column(nullable = false)
  String capability;

  @Column(nullable = false)
  String state;

  @Version
  @Column(nullable = false)
  long version;

  protected HomeCoverRow() {}

  HomeCoverRow(ForceId force, CapabilityCode capability, HomeCover cover) {
    this.id = id(force, capability);
    this.force = force.value();
    this.capability = capability.value();
    become(cover);
  }

  static String id(ForceId force, CapabilityCode capability) {
    return force + "/" + capability;
  }

  HomeCover cover() {
    return JSON.read(state);
  }

  final void become(HomeCover cover) {
    state = JSON.write(cover);
  }
}
