package crossforce.kit.events;

import crossforce.contract.wire.OperationsEvent.QuarantinedRecordDiscarded;
import crossforce.kit.actor.Actors;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.events.Parking.Key;
import crossforce.kit.events.Quarantine.Place;
import crossforce.kit.events.Quarantine.Row;
import crossforce.kit.events.Received.Readable;
import crossforce.kit.events.Received.Unreadable;
import crossforce.kit.outbox.Outbox;
import crossforce.kit.outbox.ServiceTopics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What operators do about quarantined records: look, read again, or give up and say why. */
@ApplicationScoped
public class QuarantinedRecords {
  private static final Parking.Why READABLE_NOW =
      new Parking.Why(Optional.empty(), "was quarantined and can be read now");

  private static final String KEPT_AS_IT_CAME = "this service keeps the record of what it was told";

  private final Quarantine quarantine;
  private final Parking parking;
  private final Replay replay;
  private final RecordsHandler handler;
  private final Transactions transactions;
  private final Positions positions;
  private final Outbox outbox;
  private final ServiceTopics topics;
  private final Actors actors;

  QuarantinedRecords(
      Quarantine quarantine,
      Parking parking,
      Replay replay,
      RecordsHandler handler,
      Transactions transactions,
      Positions positions,
      Outbox outbox,
      ServiceTopics topics,
      Actors actors) {
    this.quarantine = quarantine;
    this.parking = parking;
    this.replay = replay;
    this.handler = handler;
    this.transactions = transactions;
    this.positions = positions;
    this.outbox = outbox;
    this.topics = topics;
    this.actors = actors;
  }

  /** How a reading again ended. */
  enum End {
    REPLAYED,
    PARKED,
    PASSED_OVER,
    STILL_QUARANTINED,
    TROUBLED
  }

  /** How a reading again ended, and why the record stays if it does. */
  record Result(End end, Optional<String> why) {}

  List<Row> list(String topic, int partition, long offset, int atMost) {
    return quarantine.list(topic, partition, offset, atMost);
  }

  /**
   * Reads the record again. What is an event now queues up under its key and is replayed as parked
   * events are: before its later siblings that wait there, but after those taken meanwhile. A crash
   * between the two leaves it parked.
   */
  Result replay(Place place) {
    if (handler.takesEveryRecord()) {
      return quarantine
          .find(place)
          .map(_ -> new Result(End.STILL_QUARANTINED, Optional.of(KEPT_AS_IT_CAME)))
          .orElseThrow(QuarantinedRecords::notHere);
    }
    return switch (transactions.inOne(() -> readAgain(place))) {
      case Unreadable(_, var why) -> new Result(End.STILL_QUARANTINED, Optional.of(why));
      case Readable(_, var delivery) when handler.concerns(delivery) ->
          drained(place, new Key(delivery.topic(), delivery.key()));
      case Readable _ -> new Result(End.PASSED_OVER, Optional.empty());
    };
  }

  private Received readAgain(Place place) {
    var record = quarantine.lock(place).orElseThrow(QuarantinedRecords::notHere);
    var received = read(record);
    switch (received) {
      case Unreadable(_, var why) -> quarantine.stays(place, why);
      case Readable(_, var delivery) -> {
        quarantine.removeWithCopies(place);
        positions.pass(place.at(), delivery.sequence());
        if (handler.concerns(delivery)) {
          queue(delivery);
        }
      }
    }
    return received;
  }

  private Received read(ConsumerRecord<byte[], byte[]> record) {
    return handler.topics().stream()
        .filter(topic -> topic.name().equals(record.topic()))
        .findFirst()
        .map(topic -> Received.of(record, topic))
        .orElseGet(() -> new Unreadable(record, "nobody here listens to its topic any more"));
  }

  private void queue(Delivery delivery) {
    if (parking.lock(new Key(delivery.topic(), delivery.key()))) {
      parking.append(delivery);
    } else {
      parking.park(delivery, READABLE_NOW);
    }
  }

  /** Its data is read only by its handler, which may find that it is no event after all. */
  private Result drained(Place place, Key key) {
    var drained = replay.drain(key);
    var back = quarantine.find(place);
    if (back.isPresent()) {
      return new Result(End.STILL_QUARANTINED, back.map(Row::why));
    }
    var end =
        switch (drained.end()) {
          case FREED, NOT_PARKED -> End.REPLAYED;
          case STILL_PARKED -> End.PARKED;
          case TROUBLED -> End.TROUBLED;
        };
    return new Result(end, Optional.empty());
  }

  /** Gives a record up, with an event that says who and why. */
  @Transactional(dontRollbackOn = RefusedException.class)
  public void discard(Place place, String why) {
    if (topics.written().isEmpty()) {
      throw new RefusedException(ParkingRefusal.NOTHING_DISCARDED_HERE);
    }
    if (!quarantine.remove(place)) {
      throw notHere();
    }
    var by = actors.current().id();
    outbox.append(
        topics.operations(),
        List.of(
            new QuarantinedRecordDiscarded(
                topics.service(),
                place.at().topic(),
                place.at().partition(),
                place.offset(),
                by,
                why)));
  }

  private static RefusedException notHere() {
    return new RefusedException(ParkingRefusal.RECORD_NOT_QUARANTINED);
  }
}
