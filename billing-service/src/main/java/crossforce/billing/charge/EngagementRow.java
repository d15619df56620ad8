package crossforce.billing.charge;

import crossforce.billing.charge.model.Engagement;
import crossforce.billing.charge.model.Engagement.Known;
import crossforce.billing.charge.model.Engagement.None;
import crossforce.kit.state.StateJson;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;

/** Keeps what the broker told about one call. */
@Entity(name = "Engagement")
@Table(name = "engagements")
class EngagementRow extends PanacheEntityBase {
  static final StateJson<Engagement> JSON = StateJson.of(Engagement.class, 1);

  @Id
  @Column(name = "call_id")
  UUID callId;

  @Column(name = "request_id")
  UUID requestId;

  @Column String classification;
  @Column String state;

  @Version
  @Column(name = "row_version")
  long rowVersion;

  Engagement state() {
    return JSON.read(state);
  }

  void become(Engagement now) {
    state = JSON.write(now);
    switch (now) {
      case None _ -> throw new IllegalStateException("nothing to keep");
      case Known known -> {
        callId = known.call().callId().value();
        requestId = known.requestId().value();
      }
    }
  }
}
