package crossforce.registry.asset;

import crossforce.kit.state.StateJson;
import crossforce.registry.asset.model.Listing;
import crossforce.registry.asset.model.Listing.Known;
import crossforce.registry.asset.model.Listing.Listed;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;

@Entity
@Table(name = "assets")
class AssetRow {
  private static final StateJson<Listing> JSON = StateJson.of(Listing.class, 1);

  @Id UUID id;

  @Column(nullable = false)
  String owner;

  @Column(nullable = false)
  String capability;

  @Column(nullable = false)
  boolean listed;

  @Column(nullable = false)
  String state;

  @Version
  @Column(nullable = false)
  long version;

  protected AssetRow() {}

  AssetRow(Known listing) {
    id = listing.id().value();
    become(listing);
  }

  Listing listing() {
    return JSON.read(state);
  }

  final void become(Known listing) {
    owner = listing.asset().owner().value();
    capability = listing.asset().capability().value();
    listed = listing instanceof Listed;
    state = JSON.write(listing);
  }
}
