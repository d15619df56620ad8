package crossforce.kit.events;

import crossforce.kit.events.Parking.Key;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** Tries parked events again: in order, one a transaction, until the key is free or one fails. */
@ApplicationScoped
class Replay {
  private static final Logger LOG = Logger.getLogger(Replay.class);

  private final RecordsHandler handler;
  private final Transactions transactions;
  private final Parking parking;
  private final Quarantine quarantine;

  Replay(
      RecordsHandler handler, Transactions transactions, Parking parking, Quarantine quarantine) {
    this.handler = handler;
    this.transactions = transactions;
    this.parking = parking;
    this.quarantine = quarantine;
  }

  /** How a replay ended. */
  enum End {
    FREED,
    NOT_PARKED,
    STILL_PARKED,
    TROUBLED
  }

  /** How a replay ended, after how many events that now worked. */
  record Result(End end, int replayed) {}

  private enum Step {
    NOT_PARKED,
    FREED,
    REPLAYED
  }

  /**
   * Called after an event about these subjects was committed: tries what waited for them. A crash
   * before this is made good by the watch, which tries from time to time.
   */
  void wake(Set<String> subjects) {
    try {
      if (!subjects.isEmpty()) {
        drainAll(parking.waitingFor(subjects));
      }
    } catch (RuntimeException e) {
      LOG.warn("what waited will be tried later", e);
    }
  }

  /** Replays a key, and then all that waited for it. */
  Result drain(Key key) {
    var result = replay(key);
    if (result.replayed() > 0) {
      wake(Set.of(key.key()));
    }
    return result;
  }

  void drainAll(Collection<Key> keys) {
    var queue = new ArrayDeque<>(keys);
    var tried = new HashSet<Key>();
    while (!queue.isEmpty()) {
      var key = queue.removeFirst();
      // A key is tried once a wake: two that wait for each other must not keep us here.
      if (tried.add(key) && replay(key).replayed() > 0) {
        queue.addAll(parking.waitingFor(List.of(key.key())));
      }
    }
  }

  @SuppressWarnings("CatchingUnchecked") // Whatever a reaction throws is sorted here.
  private Result replay(Key key) {
    var replayed = 0;
    while (true) {
      try {
        switch (transactions.inOne(() -> step(key))) {
          case NOT_PARKED -> {
            return new Result(replayed > 0 ? End.FREED : End.NOT_PARKED, replayed);
          }
          case FREED -> {
            LOG.infof("freed topic=%s key=%s", key.topic(), key.key());
            return new Result(End.FREED, replayed + 1);
          }
          case REPLAYED -> replayed++;
        }
      } catch (UnreadableException e) {
        transactions.inOne(() -> quarantineFirst(key, e));
      } catch (Throwable e) {
        return new Result(failed(key, e), replayed);
      }
    }
  }

  /** What queued up behind a parked event was not read before. */
  private boolean quarantineFirst(Key key, UnreadableException why) {
    if (parking.lock(key)) {
      parking
          .first(key)
          .ifPresent(delivery -> {
            quarantine.add(delivery, String.valueOf(why.getMessage()));
            parking.remove(delivery);
          });
    }
    return parking.freeWhenEmpty(key);
  }

  private Step step(Key key) {
    if (!parking.lock(key)) {
      return Step.NOT_PARKED;
    }
    var first = parking.first(key);
    if (first.isPresent()) {
      handler.handle(List.of(first.get()));
      parking.remove(first.get());
    }
    return parking.freeWhenEmpty(key) ? Step.FREED : Step.REPLAYED;
  }

  private End failed(Key key, Throwable why) {
    if (Trouble.is(why)) {
      LOG.infof(why, "replay troubled topic=%s key=%s", key.topic(), key.key());
      return End.TROUBLED;
    }
    transactions.inOne(() -> {
      if (parking.lock(key)) {
        parking.failed(key, Parking.Why.of(why));
      }
      return key;
    });
    if (!(why instanceof TooEarlyException)) {
      LOG.errorf(why, "still parked topic=%s key=%s", key.topic(), key.key());
    }
    return End.STILL_PARKED;
  }
}
