package crossforce.registry.availability;

import crossforce.contract.AssetId;
import crossforce.kit.deadlines.DeadlineHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** When a rest, an unavailability or a promised time begins or ends, control rooms are told. */
@ApplicationScoped
class TellAvailabilityWhenTimeChangesIt implements DeadlineHandler {
  private final AvailabilityDesk desk;

  TellAvailabilityWhenTimeChangesIt(AvailabilityDesk desk) {
    this.desk = desk;
  }

  @Override
  public String kind() {
    return AvailabilityTeller.CHANGES;
  }

  @Override
  public void due(String subject, Instant dueAt) {
    desk.timePassed(AssetId.of(subject), dueAt);
  }
}
