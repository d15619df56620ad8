package crossforce.kit.events;

import crossforce.kit.events.Parking.Key;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** Tries parked events again: in order, one a transaction, until the key is free or one fails. */
@ApplicationScoped
class Replay {
  private static final Logger LOG = Logger.getLogger(Replay.class);

  /** How many tries a wake may take, since a poll thread waits for it; the watch does the rest. */
  private static final int TRIES_A_WAKE = 100;

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
   * Called after an event about these subjects was committed: tries what waited for them, up to a
   * bound. What is left, by this or by a crash, the watch makes good, which tries from time to
   * time.
   */
  void wake(Set<String> subjects) {
    try {
      if (!subjects.isEmpty()) {
        drainAll(parking.waitingFor(subjects, TRIES_A_WAKE), TRIES_A_WAKE);
      }
    } catch (RuntimeException e) {
      LOG.warn("what waited will be tried later", e);
    }
  }

  /** Replays a key, and then all that waited for it. */
  Result drain(Key key) {
    var result = replay(key, Integer.MAX_VALUE);
    if (result.replayed() > 0) {
      wake(Set.of(key.key()));
    }
    return result;
  }

  /**
   * Replays keys, and then what waited for them.
   *
   * @param most how many tries this may take; what is left stays too early until its next try
   */
  void drainAll(Collection<Key> keys, int most) {
    var queue = new ArrayDeque<>(keys);
    var tried = new HashSet<Key>();
    var left = most;
    while (!queue.isEmpty() && left > 0) {
      var key = queue.removeFirst();
      // A key is tried once a wake: two that wait for each other must not keep us here.
      if (tried.add(key)) {
        var replayed = replay(key, left).replayed();
        left -= Math.max(1, replayed);
        if (replayed > 0) {
          queue.addAll(parking.waitingFor(List.of(key.key()), most));
        }
      }
    }
  }

  @SuppressWarnings("CatchingUnchecked") // Whatever a reaction throws is sorted here.
  private Result replay(Key key, int most) {
    var replayed = 0;
    var races = 0;
    var tried = new ArrayList<Delivery>(1); // The one that the last step took.
    while (replayed < most) {
      try {
        switch (transactions.inOne(() -> step(key, tried))) {
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
        transactions.inOne(() -> quarantineFirst(key, tried.getFirst(), e));
      } catch (Throwable e) {
        if (Trouble.mayBeRace(e) && ++races < DeliveryStep.TRIES_OF_A_RACE) {
          continue; // As the loop does: decided again, on what the winner has made.
        }
        return new Result(failed(key, e), replayed);
      }
    }
    return new Result(End.STILL_PARKED, replayed);
  }

  /**
   * What queued up behind a parked event was not read before. Another replay may have been faster,
   * and then another event is the first.
   */
  private boolean quarantineFirst(Key key, Delivery unreadable, UnreadableException why) {
    if (parking.lock(key)) {
      parking
          .first(key)
          .filter(first -> first.sequence() == unreadable.sequence())
          .ifPresent(delivery -> {
            quarantine.add(delivery, String.valueOf(why.getMessage()));
            parking.remove(delivery);
          });
    }
    return parking.freeWhenEmpty(key);
  }

  private Step step(Key key, List<Delivery> tried) {
    if (!parking.lock(key)) {
      return Step.NOT_PARKED;
    }
    var first = parking.first(key);
    if (first.isPresent()) {
      tried.clear();
      tried.add(first.get());
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
