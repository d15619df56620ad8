package crossforce.broker.request;

import crossforce.broker.request.model.Authorisation;
import crossforce.broker.request.model.CallState;
import crossforce.broker.request.model.Deployment;
import crossforce.broker.request.model.Request;
import crossforce.contract.RequestId;
import crossforce.kit.state.StateJson;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;

/** One request as stored: its state as one document, and what it is searched by. */
@Entity
@Table(name = "requests")
class RequestRow extends PanacheEntityBase {
  static final StateJson<Request> JSON =
      StateJson.of(Request.class, 1, Authorisation.class, CallState.class, Deployment.class);

  @Id
  @Column(name = "request_id")
  UUID requestId;

  /** In the order of submission; given by the database. */
  @Column(insertable = false, updatable = false)
  long number;

  @Column String host;

  @Column(name = "state_name")
  String stateName;

  @Column String state;

  @Version @Column long version;

  protected RequestRow() {}

  RequestRow(RequestId id) {
    this.requestId = id.value();
  }

  void become(Request.Known next) {
    host = next.affair().host().value();
    stateName = RequestState.of(next).toString();
    state = JSON.write(next);
  }

  Request.Known state() {
    return (Request.Known) JSON.read(state);
  }
}
