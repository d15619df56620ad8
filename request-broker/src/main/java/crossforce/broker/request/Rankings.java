package crossforce.broker.request;

import crossforce.contract.RequestId;
import crossforce.contract.broker.RequestEvent.CandidatesRanked;
import crossforce.contract.wire.WireJson;
import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** The last ranking of each line, kept beside the request, which needs only its front. */
@ApplicationScoped
class Rankings {
  private final Rows rows;

  Rankings(Rows rows) {
    this.rows = rows;
  }

  /** Keeps the last of each line. */
  void put(RequestId id, List<CandidatesRanked> rankings) {
    var last = new TreeMap<Integer, CandidatesRanked>();
    rankings.forEach(ranking -> last.put(ranking.line(), ranking));
    if (last.isEmpty()) {
      return;
    }
    rows.update(
        """
        insert into rankings (request_id, line, ranking)
        select ?, r.line, r.ranking from unnest(?, ?) as r (line, ranking)
        on conflict (request_id, line) do update set ranking = excluded.ranking
        """,
        id.value(),
        last.keySet().stream().map(Integer::longValue).toArray(Long[]::new),
        last.values().stream().map(WireJson::write).toArray(String[]::new));
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
