package crossforce.broker.request;

import crossforce.contract.RequestId;
import crossforce.contract.broker.RequestEvent.CandidatesRanked;
import crossforce.contract.wire.WireJson;
import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The last ranking of each line, kept beside the request, which needs only its front. */
@ApplicationScoped
class Rankings {
  private final Rows rows;

  Rankings(Rows rows) {
    this.rows = rows;
  }

  void put(CandidatesRanked ranking) {
    rows.update(
        """
        insert into rankings (request_id, line, ranking) values (?, ?, ?)
        on conflict (request_id, line) do update set ranking = excluded.ranking
        """,
        ranking.requestId().value(),
        ranking.line(),
        WireJson.write(ranking));
  }

  List<CandidatesRanked> of(RequestId id) {
    return rows.list(
        "select ranking from rankings where request_id = ? order by line",
        row ->
            WireJson.read(
                row.getString(1).getBytes(StandardCharsets.UTF_8), CandidatesRanked.class),
        id.value());
  }
}
