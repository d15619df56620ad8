package crossforce.broker.request;

import crossforce.broker.request.model.Request;
import crossforce.contract.ForceId;
import crossforce.contract.RequestId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All requests. */
@ApplicationScoped
class Requests implements PanacheRepositoryBase<RequestRow, UUID> {
  /** The request, if there is one, kept from all other writers until this transaction ends. */
  Optional<RequestRow> lock(RequestId id) {
    return findByIdOptional(id.value(), LockModeType.PESSIMISTIC_WRITE);
  }

  Optional<RequestRow> find(RequestId id) {
    return findByIdOptional(id.value());
  }

  /** The version of what is committed, whatever this session has read before. */
  long version(RequestId id) {
    return getEntityManager()
        .createQuery("select r.version from RequestRow r where r.requestId = :id", Long.class)
        .setParameter("id", id.value())
        .getSingleResult();
  }

  /** Its new version is known, and every violation has surfaced, when this returns. */
  RequestRow put(Optional<RequestRow> stored, RequestId id, Request.Known state) {
    var row = stored.orElseGet(() -> new RequestRow(id));
    row.become(state);
    persist(row);
    flush();
    return row;
  }

  /** The latest first. */
  List<RequestRow> page(
      Optional<ForceId> host, Optional<RequestState> state, Optional<UUID> after, int rows) {
    var conditions = new StringBuilder("true = true");
    var values = new HashMap<String, Object>();
    host.ifPresent(force -> {
      conditions.append(" and host = :host");
      values.put("host", force.value());
    });
    state.ifPresent(name -> {
      conditions.append(" and stateName = :state");
      values.put("state", name.toString());
    });
    after.ifPresent(id -> {
      conditions.append(
          " and number < (select r.number from RequestRow r where r.requestId = :after)");
      values.put("after", id);
    });
    return find(conditions + " order by number desc", values).page(0, rows).list();
  }
}
