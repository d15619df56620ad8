package crossforce.broker.pool;

import crossforce.contract.Topics;
import crossforce.contract.registry.CapabilityEvent;
import crossforce.contract.registry.CapabilityEvent.CapabilityDefined;
import crossforce.contract.registry.CapabilityEvent.CapabilityRetired;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import jakarta.enterprise.context.ApplicationScoped;

/** When a capability is defined or retired, copy it. */
@ApplicationScoped
class CopyTheCatalogue implements Reaction<CapabilityEvent> {
  private final PoolWriter pool;

  CopyTheCatalogue(PoolWriter pool) {
    this.pool = pool;
  }

  @Override
  public Topic<CapabilityEvent> topic() {
    return Topics.CAPABILITIES;
  }

  @Override
  public void on(CapabilityEvent event, Envelope envelope) {
    switch (event) {
      case CapabilityDefined e -> pool.put(e.code(), e.version(), e.capability());
      case CapabilityRetired e -> pool.retire(e.code());
    }
  }
}
