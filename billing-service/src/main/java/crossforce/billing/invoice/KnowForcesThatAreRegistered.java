package crossforce.billing.invoice;

import crossforce.contract.Topics;
import crossforce.contract.registry.ForceEvent;
import crossforce.contract.registry.ForceEvent.ForceRegistered;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import jakarta.enterprise.context.ApplicationScoped;

/** When the registry registers a force, know that it may be invoiced. */
@ApplicationScoped
class KnowForcesThatAreRegistered implements Reaction<ForceEvent> {
  private final Forces forces;

  KnowForcesThatAreRegistered(Forces forces) {
    this.forces = forces;
  }

  @Override
  public Topic<ForceEvent> topic() {
    return Topics.FORCES;
  }

  @Override
  public boolean concerns(Class<? extends ForceEvent> type) {
    return type == ForceRegistered.class;
  }

  @Override
  public void on(ForceEvent event, Envelope envelope) {
    forces.know(event.forceId());
  }
}
