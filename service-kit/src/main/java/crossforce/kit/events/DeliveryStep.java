package crossforce.kit.events;

import static java.util.stream.Collectors.toSet;

import crossforce.contract.wire.Topic;
import crossforce.kit.events.Positions.Advanced;
import crossforce.kit.events.Positions.Move;
import crossforce.kit.events.Received.Readable;
import crossforce.kit.events.Received.Unreadable;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One step of the loop: some records of some partitions and their positions, in one transaction. A
 * crash before the commit leaves neither, after it both.
 */
@ApplicationScoped
class DeliveryStep {
  private static final Logger LOG = Logger.getLogger(DeliveryStep.class);
  static final int TRIES_OF_A_RACE = 3;

  // Sooner than PostgreSQL looks for deadlocks, so that people's transactions are never the victim.
  private static final Duration LONGEST_WAIT_TOGETHER = Duration.ofMillis(300);

  private final RecordsHandler handler;
  private final Transactions transactions;
  private final Positions positions;
  private final Parking parking;
  private final Quarantine quarantine;
  private final Replay replay;
  private final MeterRegistry meters;
  private final AtomicInteger underWay = new AtomicInteger();

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

    /** Nothing happened: of these, each must be taken by itself. */
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

  /** What a transaction did on a topic, told and counted only once it is committed. */
  private record Taken(
      String topic, List<Delivery> handled, int passedOver, int repeated, boolean waiting) {
    Stream<String> subjects() {
      return waiting ? handled.stream().map(Delivery::key) : Stream.of();
    }
  }

  Collection<Topic<?>> topics() {
    return handler.topics();
  }

  /** Records of one partition that follow the position held there. */
  record Part(TopicPartition at, long held, List<Received> records) {}

  /** Whether there is nothing to do about it. */
  boolean isPassedOver(Received received) {
    return !handler.takesEveryRecord()
        && received instanceof Readable(_, var delivery)
        && !handler.concerns(delivery);
  }

  /** What is taken when something of it fails together with others. */
  List<Part> apart(Part part) {
    if (handler.takesEveryRecord()) {
      return List.of(part);
    }
    var one = new ArrayList<Part>();
    var held = part.held();
    for (var received : part.records()) {
      one.add(new Part(part.at(), held, List.of(received)));
      held = received.offset() + 1;
    }
    return one;
  }

  Outcome take(List<Part> parts) {
    underWay.incrementAndGet();
    try {
      return take(parts, TRIES_OF_A_RACE);
    } finally {
      underWay.decrementAndGet();
    }
  }

  /** Whether a step, or what it woke, is not at its end, though its position may be stored. */
  boolean isUnderWay() {
    return underWay.get() > 0;
  }

  @SuppressWarnings("CatchingUnchecked") // Whatever a reaction throws is sorted here.
  private Outcome take(List<Part> parts, int tries) {
    try {
      var taken = transactions.inOne(() -> takeInOne(parts));
      taken.forEach(this::count);
      replay.wake(taken.stream().flatMap(Taken::subjects).collect(toSet()));
      return new Outcome.Done();
    } catch (Throwable e) {
      if (areTogether(parts)) {
        LOG.debugf("each by itself, since together they failed: %s", Trouble.describe(e));
        return new Outcome.Apart();
      }
      if (e instanceof FencedException) {
        return new Outcome.Fenced();
      }
      if (Trouble.is(e) || handler.takesEveryRecord()) {
        return new Outcome.Troubled(e);
      }
      return tries > 1 && Trouble.mayBeRace(e)
          ? take(parts, tries - 1)
          : setAside(parts.getFirst(), e);
    }
  }

  private boolean areTogether(List<Part> parts) {
    return parts.size() > 1 || apart(parts.getFirst()).size() > 1;
  }

  private List<Taken> takeInOne(List<Part> parts) {
    var advanced =
        advance(parts, areTogether(parts) ? Optional.of(LONGEST_WAIT_TOGETHER) : Optional.empty());
    if (handler.takesEveryRecord()) {
      handler.take(
          parts.stream().flatMap(part -> part.records().stream()).map(Received::record).toList());
      return List.of();
    }
    var taken = parts.stream().map(part -> sort(part, advanced.get(part.at()))).toList();
    var fresh = taken.stream().flatMap(t -> t.handled().stream()).toList();
    if (!fresh.isEmpty()) {
      handler.handle(fresh);
    }
    return taken;
  }

  private Taken sort(Part part, @Nullable Advanced advanced) {
    if (advanced == null) {
      throw new FencedException();
    }
    var lastSequence = advanced.lastSequence();
    var fresh = new ArrayList<Delivery>();
    var passedOver = 0;
    var repeated = 0;
    for (var received : part.records()) {
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
      fresh.removeAll(park(part.at().topic(), fresh));
    }
    return new Taken(part.at().topic(), fresh, passedOver, repeated, advanced.waiting());
  }

  /** Later siblings of a parked event queue up behind it; returns those. */
  private List<Delivery> park(String topic, List<Delivery> fresh) {
    var keys = fresh.stream().map(Delivery::key).distinct().toList();
    var parked = parking.lock(topic, keys);
    var siblings = fresh.stream().filter(delivery -> parked.contains(delivery.key())).toList();
    siblings.forEach(parking::append);
    return siblings;
  }

  private Map<TopicPartition, Advanced> advance(List<Part> parts, Optional<Duration> patience) {
    var moves = parts.stream().map(DeliveryStep::move).toList();
    var advanced = positions.advance(moves, patience);
    if (advanced.size() < moves.size()) {
      throw new FencedException();
    }
    return advanced;
  }

  private static Move move(Part part) {
    var last = part.records().getLast();
    var highest = part.records().stream().mapToLong(Received::sequence).max().orElseThrow();
    return new Move(part.at(), part.held(), last.offset() + 1, last.leaderEpoch(), highest);
  }

  /** In a fresh transaction: parks an event that fails, or quarantines what cannot be read. */
  @SuppressWarnings("CatchingUnchecked") // Nothing that goes wrong here may lose the event.
  private Outcome setAside(Part one, Throwable why) {
    var received = one.records().getFirst();
    try {
      transactions.inOne(() -> {
        advance(List.of(one), Optional.empty());
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

  private void count(Taken taken) {
    var topic = taken.topic();
    meters.counter("crossforce.passedover", "topic", topic).increment(taken.passedOver());
    meters.counter("crossforce.repeated", "topic", topic).increment(taken.repeated());
    meters.counter("crossforce.handled", "topic", topic).increment(taken.handled().size());
  }
}
