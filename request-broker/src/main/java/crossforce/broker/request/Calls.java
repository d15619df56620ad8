package crossforce.broker.request;

import crossforce.broker.request.model.Affair;
import crossforce.broker.request.model.Call;
import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.contract.CallId;
import crossforce.contract.DeploymentId;
import crossforce.contract.ForceId;
import crossforce.contract.RequestId;
import crossforce.contract.wire.WireJson;
import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Calls that donors were told of, and deployments, as their forces list them: follows the requests,
 * and is never read back into them.
 */
@ApplicationScoped
class Calls {
  private static final String TICKET = "select request_id, call_id, host, donor from calls ";

  private final Rows rows;

  Calls(Rows rows) {
    this.rows = rows;
  }

  /** Whose call it is. */
  record Ticket(RequestId requestId, CallId callId, ForceId host, ForceId donor) {
    boolean concerns(ForceId force) {
      return host.equals(force) || donor.equals(force);
    }
  }

  Optional<Ticket> find(CallId id) {
    return rows.first(TICKET + "where call_id = ?", Calls::ticket, id.value());
  }

  Optional<Ticket> find(DeploymentId id) {
    return rows.first(TICKET + "where deployment_id = ? and deployed", Calls::ticket, id.value());
  }

  Optional<CallView> view(CallId id) {
    return rows.first(
        "select view from calls where call_id = ?", row -> call(row.getString(1)), id.value());
  }

  Optional<DeploymentView> view(DeploymentId id) {
    return rows.first(
        "select deployment from calls where deployment_id = ? and deployed",
        row -> deployment(row.getString(1)),
        id.value());
  }

  /** A call is listed from when its donor is told. */
  void put(Affair affair, Call call) {
    rows.update(
        """
        insert into calls
          (call_id, request_id, host, donor, state, deployment_id, deployed, view, deployment)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (call_id) do update
        set state = excluded.state, deployed = excluded.deployed,
            view = excluded.view, deployment = excluded.deployment
        """,
        call.ref().callId().value(),
        affair.requestId().value(),
        affair.host().value(),
        call.ref().donor().value(),
        CallStage.of(call.state()).toString(),
        call.ref().deploymentId().value(),
        call.state() instanceof Confirmed,
        WireJson.write(CallView.of(affair, call)),
        DeploymentView.of(affair, call).map(WireJson::write));
  }

  /** What a donor is called for, or what anybody is, the latest first. */
  List<CallView> ofDonor(
      Optional<ForceId> donor,
      Optional<CallStage> state,
      Optional<RequestId> request,
      Optional<UUID> after,
      int limit) {
    var values = new ArrayList<Object>();
    var sql = new StringBuilder("select view from calls where true");
    donor.ifPresent(asked -> {
      sql.append(" and donor = ?");
      values.add(asked.value());
    });
    state.ifPresent(stage -> {
      sql.append(" and state = ?");
      values.add(stage.toString());
    });
    request.ifPresent(id -> {
      sql.append(" and request_id = ?");
      values.add(id.value());
    });
    after.ifPresent(id -> {
      sql.append(" and number < (select number from calls where call_id = ?)");
      values.add(id);
    });
    sql.append(" order by number desc limit ?");
    values.add(limit);
    return rows.list(sql.toString(), row -> call(row.getString(1)), values.toArray());
  }

  /** What a force, or any force, lends or borrows, the latest first. */
  List<DeploymentView> ofForce(
      Optional<ForceId> force, Optional<RequestId> request, Optional<UUID> after, int limit) {
    var values = new ArrayList<Object>();
    var sql = new StringBuilder("select deployment from calls where deployed");
    force.ifPresent(side -> {
      sql.append(" and (host = ? or donor = ?)");
      values.addAll(List.of(side.value(), side.value()));
    });
    request.ifPresent(id -> {
      sql.append(" and request_id = ?");
      values.add(id.value());
    });
    after.ifPresent(id -> {
      sql.append(" and number < (select number from calls where deployment_id = ?)");
      values.add(id);
    });
    sql.append(" order by number desc limit ?");
    values.add(limit);
    return rows.list(sql.toString(), row -> deployment(row.getString(1)), values.toArray());
  }

  private static Ticket ticket(ResultSet row) throws SQLException {
    return new Ticket(
        new RequestId(row.getObject("request_id", UUID.class)),
        new CallId(row.getObject("call_id", UUID.class)),
        new ForceId(row.getString("host")),
        new ForceId(row.getString("donor")));
  }

  private static CallView call(String json) {
    return WireJson.read(json.getBytes(StandardCharsets.UTF_8), CallView.class);
  }

  private static DeploymentView deployment(String json) {
    return WireJson.read(json.getBytes(StandardCharsets.UTF_8), DeploymentView.class);
  }
}
