package crossforce.billing.invoice;

import crossforce.contract.ForceId;
import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;

/** Which forces there are, copied from the registry. */
@ApplicationScoped
class Forces {
  private final Rows rows;

  Forces(Rows rows) {
    this.rows = rows;
  }

  void know(ForceId force) {
    rows.update("insert into forces (id) values (?) on conflict do nothing", force.value());
  }

  boolean areKnown(ForceId force) {
    return rows.first("select 1 from forces where id = ?", row -> true, force.value()).isPresent();
  }
}
