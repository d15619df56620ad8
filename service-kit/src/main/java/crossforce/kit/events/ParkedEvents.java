package crossforce.kit.events;

import crossforce.contract.wire.OperationsEvent.ParkedEventsDiscarded;
import crossforce.kit.actor.Actors;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.events.Parking.EventRow;
import crossforce.kit.events.Parking.Key;
import crossforce.kit.events.Parking.KeyRow;
import crossforce.kit.http.ProblemCatalogue;
import crossforce.kit.outbox.Outbox;
import crossforce.kit.outbox.ServiceTopics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What operators do about parked events: look, replay, or give up and say why. */
@ApplicationScoped
public class ParkedEvents implements ProblemCatalogue {
  private static final int IDS_IN_ONE_EVENT = 1_000;

  private final Parking parking;
  private final Replay replay;
  private final Outbox outbox;
  private final ServiceTopics topics;
  private final Actors actors;

  ParkedEvents(Parking parking, Replay replay, Outbox outbox, ServiceTopics topics, Actors actors) {
    this.parking = parking;
    this.replay = replay;
    this.outbox = outbox;
    this.topics = topics;
    this.actors = actors;
  }

  @Override
  public List<ParkingRefusal> refusals() {
    return List.of(ParkingRefusal.values());
  }

  List<KeyRow> keys(String afterTopic, String afterKey, int atMost) {
    return parking.keys(afterTopic, afterKey, atMost);
  }

  KeyRow key(Key key) {
    return parking.find(key).orElseThrow(() -> new RefusedException(ParkingRefusal.KEY_NOT_PARKED));
  }

  List<EventRow> events(Key key, int atMost) {
    return parking.events(key, atMost);
  }

  /** Not in a transaction of its own: replay makes one for each event. */
  Replay.Result replay(Key key) {
    var result = replay.drain(key);
    if (result.end() == Replay.End.NOT_PARKED) {
      throw new RefusedException(ParkingRefusal.KEY_NOT_PARKED);
    }
    return result;
  }

  /**
   * Gives events up, with an event that says who and why. The rest stays parked until replayed.
   *
   * @param which the events' ids; empty for all of the key
   */
  @Transactional(dontRollbackOn = RefusedException.class)
  public int discard(String topic, String parkedKey, Set<UUID> which, String why) {
    if (topics.written().isEmpty()) {
      throw new RefusedException(ParkingRefusal.NOTHING_DISCARDED_HERE);
    }
    var key = new Key(topic, parkedKey);
    if (!parking.lock(key)) {
      throw new RefusedException(ParkingRefusal.KEY_NOT_PARKED);
    }
    var ids = new ArrayList<>(parking.ids(key));
    if (!new HashSet<>(ids).containsAll(which)) {
      throw new RefusedException(ParkingRefusal.EVENT_NOT_PARKED);
    }
    ids.removeIf(id -> !which.isEmpty() && !which.contains(id));
    parking.remove(key, ids);
    parking.freeWhenEmpty(key);
    outbox.append(topics.operations(), discarded(key, ids, why));
    return ids.size();
  }

  private List<ParkedEventsDiscarded> discarded(Key key, List<UUID> ids, String why) {
    var by = actors.current().id();
    var events = new ArrayList<ParkedEventsDiscarded>();
    for (var from = 0; from < ids.size(); from += IDS_IN_ONE_EVENT) {
      var some = ids.subList(from, Math.min(ids.size(), from + IDS_IN_ONE_EVENT));
      events.add(
          new ParkedEventsDiscarded(topics.service(), key.topic(), key.key(), some, by, why));
    }
    return events;
  }
}
