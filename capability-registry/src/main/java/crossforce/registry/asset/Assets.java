package crossforce.registry.asset;

import crossforce.contract.AssetId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.registry.asset.model.Listing;
import crossforce.registry.asset.model.Listing.Known;
import crossforce.registry.asset.model.Listing.None;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What forces lend. The lock of an asset's row is the lock of its whole calendar. */
@ApplicationScoped
public class Assets implements PanacheRepositoryBase<AssetRow, UUID> {
  /** A listing and the version of its row. */
  public record Versioned(Listing listing, long version) {}

  /** Whose an asset is and what it is, which never changes. */
  public record Kin(ForceId owner, CapabilityCode capability) {}

  public Versioned get(AssetId id) {
    return versioned(findById(id.value()));
  }

  /** Comes after the lock on the owner's home cover. */
  public Versioned lock(AssetId id) {
    return versioned(findById(id.value(), LockModeType.PESSIMISTIC_WRITE));
  }

  /** Read without loading the row, so that a later lock reads it afresh. */
  public Optional<Kin> kin(AssetId id) {
    return getEntityManager()
        .createQuery(
            "select a.owner, a.capability from AssetRow a where a.id = :id", Object[].class)
        .setParameter("id", id.value())
        .getResultStream()
        .map(row -> new Kin(new ForceId((String) row[0]), new CapabilityCode((String) row[1])))
        .findFirst();
  }

  long put(Known listing) {
    var row = findById(listing.id().value());
    if (row == null) {
      row = new AssetRow(listing);
      persist(row);
    } else {
      row.become(listing);
    }
    flush();
    return row.version;
  }

  List<AssetRow> after(
      Optional<ForceId> owner,
      Optional<CapabilityCode> capability,
      Optional<UUID> after,
      int limit) {
    var where = new StringBuilder("1 = 1");
    var values = new HashMap<String, Object>();
    owner.ifPresent(force -> {
      where.append(" and owner = :owner");
      values.put("owner", force.value());
    });
    capability.ifPresent(code -> {
      where.append(" and capability = :capability");
      values.put("capability", code.value());
    });
    after.ifPresent(id -> {
      where.append(" and id > :after");
      values.put("after", id);
    });
    return find(where + " order by id", values).range(0, limit).list();
  }

  private static Versioned versioned(@org.jspecify.annotations.Nullable AssetRow row) {
    return row == null ? new Versioned(new None(), 0) : new Versioned(row.listing(), row.version);
  }
}
