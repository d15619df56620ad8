package crossforce.broker.pool;

import crossforce.contract.Topics;
import crossforce.contract.registry.ForceEvent;
import crossforce.contract.registry.ForceEvent.ForceRegistered;
import crossforce.contract.registry.ForceEvent.HomeCoverSet;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import jakarta.enterprise.context.ApplicationScoped;

/** When the registry tells of a force, or of the home cover it keeps, copy it. */
@ApplicationScoped
class CopyForcesAndTheirHomeCover implements Reaction<ForceEvent> {
  private final PoolWriter pool;

  CopyForcesAndTheirHomeCover(PoolWriter pool) {
    this.pool = pool;
  }

  @Override
  public Topic<ForceEvent> topic() {
    return Topics.FORCES;
  }

  @Override
  public void on(ForceEvent event, Envelope envelope) {
    switch (event) {
      case ForceRegistered e -> pool.put(e.forceId(), e.force());
      case HomeCoverSet e -> pool.putFloor(e.forceId(), e.capability(), e.least());
    }
  }
}
