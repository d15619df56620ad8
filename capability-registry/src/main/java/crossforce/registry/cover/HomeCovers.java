package crossforce.registry.cover;

import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.registry.cover.model.HomeCover;
import crossforce.registry.cover.model.HomeCover.Unset;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The lending floors, and the lock under which each is judged. */
@ApplicationScoped
public class HomeCovers implements PanacheRepositoryBase<HomeCoverRow, String> {
  /**
   * Whoever takes an asset's time away from its owner holds this lock, so that two who each leave
   * just enough at home cannot both go. It comes before the locks of assets. It needs no row,
   * because most forces set no floor for most capabilities.
   */
  public HomeCover lock(ForceId force, CapabilityCode capability) {
    var id = HomeCoverRow.id(force, capability);
    getEntityManager()
        .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:id, 0))")
        .setParameter("id", id)
        .getSingleResult();
    var row = findById(id);
    return row == null ? new Unset() : row.cover();
  }

  void put(ForceId force, CapabilityCode capability, HomeCover cover) {
    var row = findById(HomeCoverRow.id(force, capability));
    if (row == null) {
      persist(new HomeCoverRow(force, capability, cover));
    } else {
      row.become(cover);
    }
    flush();
  }

  List<HomeCoverRow> of(ForceId force) {
    return list("force = ?1 order by capability", force.value());
  }
}
