package crossforce.kit.events;

import crossforce.contract.wire.Topic;
import crossforce.kit.events.Positions.Advanced;
import crossforce.kit.events.Received.Readable;
import crossforce.kit.events.Received.Unreadable;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * One step of the loop: some records of a partition and its position, in one transaction. A crash
 * before the commit leaves neither, after it both.
 */
@ApplicationScoped
class DeliveryStep {
  private static final Logger LOG = Logger.getLogger(DeliveryStep.class);
  private static final int TRIES_OF_A_RACE = 3;

  private final RecordsHandler handler;
  private final Transactions transactions;
  private final Positions positions;
  private final Parking parking;
  private final Quarantine quarantine;
  private final Replay replay;
  private final MeterRegistry meters;

  DeliveryStep(
      RecordsHandler handler,
      Transactions transactions,
      Positions positions,
      Parking parking,
      Quarantine quarantine,
      Replay replay,
      MeterRegistry meters) {
    this.handler = handler;
    this.transactions = transactions;
    this.positions = positions;
    this.parking = parking;
    this.quarantine = quarantine;
    this.replay = replay;
    this.meters = meters;
  }

  /** How a step ended. */
  sealed interface Outcome {
    /** The records are behind us. */
    record Done() implements Outcome {}

    /** Another owner has moved the position: drop what is held and seek again. */
    record Fenced() implements Outcome {}

    /** Nothing happened: these records must be taken one by one. */
    record Apart() implements Outcome {}

    /** Nothing happened: try again a little later. */
    record Troubled(Throwable why) implements Outcome {}
  }

  /** Ends the transaction of an owner that is no longer one. */
  private static final class FencedException extends RuntimeException {
    FencedException() {
      super("the position was moved by another owner", null, false, false);
    }
  }

  /** What a transaction did, told and counted only once it is committed. */
  private record Taken(List<Delivery> handled, int passedOver, int repeated, boolean waiting) {
    Set<String> subjects() {
      return waiting ? handled.stream().map(Delivery::key).collect(Collectors.toSet()) : Set.of();
    }
  }

  Collection<Topic<?>> topics() {
    return handler.topics();
  }

  /** Which neighbours a record may have in its transaction. */
  enum Company {
    /** Any: there is nothing to do about it. */
    ANY,
    /** Those that share, too. */
    SHARING,
    /** Only what is passed over: it has a transaction of its own. */
    ALONE
  }

  Company companyOf(Received received) {
    if (handler.takesEveryRecord()) {
      return Company.SHARING;
    }
    return switch (received) {
      case Readable(_, var delivery) when !handler.concerns(delivery) -> Company.ANY;
      case Readable(_, var delivery) when !handler.mayShareTransaction(delivery) -> Company.ALONE;
      case Received _ -> Company.SHARING;
    };
  }

  /** Takes the records of one partition that follow the position held. */
  Outcome take(TopicPartition at, long held, List<Received> records) {
    return take(at, held, records, TRIES_OF_A_RACE);
  }

  @SuppressWarnings("CatchingUnchecked") // Whatever a reaction throws is sorted here.
  private Outcome take(TopicPartition at, long held, List<Received> records, int tries) {
    try {
      var taken = transactions.inOne(() -> takeInOne(at, held, records));
      count(at, taken);
      replay.wake(taken.subjects());
      return new Outcome.Done();
    } catch (FencedException e) {
      return new Outcome.Fenced();
    } catch (Throwable e) {
      if (Trouble.is(e) || handler.takesEveryRecord()) {
        return new Outcome.Troubled(e);
      }
      if (tries > 1 && Trouble.mayBeRace(e)) {
        return take(at, held, records, tries - 1);
      }
      return records.size() > 1 ? new Outcome.Apart() : setAside(at, held, records.getFirst(), e);
    }
  }

  private Taken takeInOne(TopicPartition at, long held, List<Received> records) {
    var advanced = advance(at, held, records);
    if (handler.takesEveryRecord()) {
      handler.take(records.stream().map(Received::record).toList());
      return new Taken(List.of(), 0, 0, false);
    }
    var lastSequence = advanced.lastSequence();
    var fresh = new ArrayList<Delivery>();
    var passedOver = 0;
    var repeated = 0;
    for (var received : records) {
      switch (received) {
        case Unreadable(var record, var why) -> quarantine.add(record, why);
        case Readable(_, var delivery) -> {
          if (delivery.sequence() <= lastSequence) {
            repeated++;
          } else if (handler.concerns(delivery)) {
            fresh.add(delivery);
          } else {
            passedOver++;
          }
          lastSequence = Math.max(lastSequence, delivery.sequence());
        }
      }
    }
    if (advanced.parked()) {
      fresh.removeAll(park(at.topic(), fresh));
    }
    if (!fresh.isEmpty()) {
      handler.handle(fresh);
    }
    return new Taken(fresh, passedOver, repeated, advanced.waiting());
  }

  /** Later siblings of a parked event queue up behind it; returns those. */
  private List<Delivery> park(String topic, List<Delivery> fresh) {
    var keys = fresh.stream().map(Delivery::key).distinct().toList();
    var parked = parking.lock(topic, keys);
    var siblings = fresh.stream().filter(delivery -> parked.contains(delivery.key())).toList();
    siblings.forEach(parking::append);
    return siblings;
  }

  private Advanced advance(TopicPartition at, long held, List<Received> records) {
    var last = records.getLast();
    var highest = records.stream().mapToLong(Received::sequence).max().orElseThrow();
    return positions
        .advance(at, held, last.offset() + 1, last.leaderEpoch(), highest)
        .orElseThrow(FencedException::new);
  }

  /** In a fresh transaction: parks an event that fails, or quarantines what cannot be read. */
  @SuppressWarnings("CatchingUnchecked") // Nothing that goes wrong here may lose the event.
  private Outcome setAside(TopicPartition at, long held, Received received, Throwable why) {
    try {
      transactions.inOne(() -> {
        advance(at, held, List.of(received));
        switch (received) {
          case Unreadable(var record, var reason) -> quarantine.add(record, reason);
          case Readable(var record, _) when why instanceof UnreadableException ->
              quarantine.add(record, String.valueOf(why.getMessage()));
          case Readable(_, var delivery) -> parking.park(delivery, Parking.Why.of(why));
        }
        return received;
      });
    } catch (FencedException e) {
      return new Outcome.Fenced();
    } catch (Throwable e) {
      e.addSuppressed(why);
      return new Outcome.Troubled(e);
    }
    tell(received, why);
    return new Outcome.Done();
  }

  private void tell(Received received, Throwable why) {
    if (received instanceof Readable(_, var delivery)) {
      switch (why) {
        case UnreadableException _ -> {} // Told by the quarantine.
        case TooEarlyException early -> {
          LOG.infof("too early, waits for %s: %s", early.waitsFor(), delivery);
          // What it waits for may have been told between the try and the parking.
          replay.drain(new Parking.Key(delivery.topic(), delivery.key()));
        }
        case Throwable failure -> LOG.errorf(failure, "parked with its siblings: %s", delivery);
      }
    }
  }

  private void count(TopicPartition at, Taken taken) {
    meters.counter("crossforce.passedover", "topic", at.topic()).increment(taken.passedOver());
    meters.counter("crossforce.repeated", "topic", at.topic()).increment(taken.repeated());
    meters.counter("crossforce.handled", "topic", at.topic()).increment(taken.handled().size());
  }
}
