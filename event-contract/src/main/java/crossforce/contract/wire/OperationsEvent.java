package crossforce.contract.wire;

import crossforce.contract.ActorId;
import java.util.List;
import java.util.UUID;

/**
 * What operators did to a service's own machinery; every service tells it on a topic of its own.
 */
public sealed interface OperationsEvent extends Event {
  /** The service whose machinery it was. */
  String service();

  @Override
  default String key() {
    return service();
  }

  /** Events that could not be handled were given up, by a person and for a reason. */
  @EventType("parked-events-discarded")
  record ParkedEventsDiscarded(
      String service, String topic, String parkedKey, List<UUID> eventIds, ActorId by, String why)
      implements OperationsEvent {
    public ParkedEventsDiscarded {
      eventIds = List.copyOf(eventIds);
    }
  }

  /** A record that could not be read as an event was given up, by a person and for a reason. */
  @EventType("quarantined-record-discarded")
  record QuarantinedRecordDiscarded(
      String service, String topic, int partition, long offset, ActorId by, String why)
      implements OperationsEvent {}

  /**
   * After a database was restored, a shard's history goes on from the last event that others have
   * seen.
   */
  @EventType("epoch-opened")
  record EpochOpened(
      String service,
      int shard,
      int epoch,
      long lastSequence,
      String lastHash,
      ActorId by,
      String why)
      implements OperationsEvent {}
}
