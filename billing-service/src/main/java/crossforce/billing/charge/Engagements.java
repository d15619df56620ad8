package crossforce.billing.charge;

import crossforce.billing.charge.model.Engagement;
import crossforce.billing.charge.model.Engagement.Known;
import crossforce.billing.charge.model.Engagement.None;
import crossforce.contract.CallId;
import crossforce.contract.Classification;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What the broker told about each priced call. */
@ApplicationScoped
class Engagements implements PanacheRepositoryBase<EngagementRow, UUID> {
  Engagement get(CallId call) {
    var row = findById(call.value());
    return row == null ? new None() : row.state();
  }

  void put(Engagement before, Known now, Classification classification) {
    var kept = before instanceof None ? new EngagementRow() : findById(now.call().callId().value());
    kept.become(now);
    kept.classification = classification.toString();
    persistAndFlush(kept);
  }
}
