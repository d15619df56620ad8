package crossforce.registry.force;

import crossforce.contract.ForceId;
import crossforce.registry.force.model.ForceEntry;
import crossforce.registry.force.model.ForceEntry.None;
import crossforce.registry.force.model.ForceEntry.Registered;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The register of forces. */
@ApplicationScoped
public class Forces implements PanacheRepositoryBase<ForceRow, String> {
  public ForceEntry get(ForceId id) {
    var row = findById(id.value());
    return row == null ? new None() : row.entry();
  }

  /** The force of this id, where the register has it. */
  public Optional<ForceId> named(String id) {
    return findByIdOptional(id).map(row -> new ForceId(row.id));
  }

  ForceEntry lock(ForceId id) {
    var row = findById(id.value(), LockModeType.PESSIMISTIC_WRITE);
    return row == null ? new None() : row.entry();
  }

  /** Whether the force may act on this day. */
  public boolean exists(ForceId id, LocalDate day) {
    return switch (get(id)) {
      case None _ -> false;
      case Registered(_, var force) -> force.existsOn(day);
    };
  }

  void put(ForceId id, ForceEntry entry) {
    var row = findById(id.value());
    if (row == null) {
      persist(new ForceRow(id, entry));
    } else {
      row.become(entry);
    }
    flush();
  }

  List<ForceRow> after(String after, int limit) {
    return find("id > ?1 order by id", after).range(0, limit).list();
  }
}
