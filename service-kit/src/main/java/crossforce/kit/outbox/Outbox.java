package crossforce.kit.outbox;

import crossforce.contract.Classification;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Envelope.Salt;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.EventTypes;
import crossforce.contract.wire.Leaf;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Topic;
import crossforce.contract.wire.WireJson;
import crossforce.kit.actor.Acting;
import crossforce.kit.actor.Actor;
import crossforce.kit.actor.Actors;
import crossforce.kit.events.Connections;
import crossforce.kit.outbox.Sealer.Sealed;
import crossforce.kit.outbox.Turns.Turn;
import crossforce.kit.time.MachineTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where a desk tells what happened: the events become part of its transaction, and are sealed just
 * before commit.
 */
@ApplicationScoped
public class Outbox {
  private static final int MOST_BYTES = 256 * 1024;
  private static final int SALT_BYTES = 16;
  private static final long MOST = Long.MAX_VALUE;

  private final SecureRandom random = new SecureRandom();
  private final TransactionSynchronizationRegistry transactions;
  private final Connections connections;
  private final ServiceTopics topics;
  private final Actors actors;
  private final Clock clock;
  private final MachineTime machine;
  private final RunningRelay relay;
  private final Sealer sealer;
  private final Turns turns = new Turns();

  Outbox(
      TransactionSynchronizationRegistry transactions,
      Connections connections,
      ServiceTopics topics,
      Actors actors,
      Clock clock,
      MachineTime machine,
      RunningRelay relay) {
    this.transactions = transactions;
    this.connections = connections;
    this.topics = topics;
    this.actors = actors;
    this.clock = clock;
    this.machine = machine;
    this.relay = relay;
    this.sealer = new Sealer(topics.service());
  }

  /** Tells events of a classification inherited from the event reacted to, else OFFICIAL. */
  public <E extends Event> void append(Topic<E> topic, List<? extends E> events) {
    append(
        topic,
        events,
        Acting.envelope().map(Envelope::classification).orElse(Classification.OFFICIAL));
  }

  public <E extends Event> void append(
      Topic<E> topic, List<? extends E> events, Classification classification) {
    if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
      throw new IllegalStateException("events are told within an active transaction only");
    }
    if (!topics.written().contains(topic)) {
      throw new IllegalStateException(topics.service() + " does not write " + topic.name());
    }
    if (events.isEmpty()) {
      return;
    }
    var telling = telling();
    var actor = actors.current();
    for (var event : events) {
      telling.told.add(pending(topic, event, classification, actor, telling.toldHere()));
    }
  }

  private <E extends Event> Pending pending(
      Topic<E> topic,
      E event,
      Classification classification,
      Actor actor,
      List<Pending> toldBefore) {
    var type = EventTypes.nameOf(event.getClass());
    var data = WireJson.bytes(event);
    if (data.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "%s of %d bytes is above %d".formatted(type, data.length, MOST_BYTES));
    }
    var salt = newSalt();
    var reactingTo = Acting.envelope();
    return new Pending(
        EventTypes.idOf(event),
        topic.name(),
        type,
        event.key(),
        Shard.of(event.key()),
        clock.instant(),
        Acting.correlationId().orElseGet(event::key),
        Causes.of(event, toldBefore, reactingTo),
        actor.auth(),
        actor.force(),
        classification,
        salt,
        reactingTo.flatMap(Envelope::traceparent).or(() -> Optional.of(newTrace())),
        data,
        Leaf.dataHash(salt, data));
  }

  /** A W3C trace context of its own, for chains that begin here. */
  private static String newTrace() {
    var random = ThreadLocalRandom.current();
    var hex = HexFormat.of();
    var trace = hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong(1, MOST));
    return "00-" + trace + "-" + hex.toHexDigits(random.nextLong(1, MOST)) + "-01";
  }

  private Salt newSalt() {
    var bytes = new byte[SALT_BYTES];
    random.nextBytes(bytes);
    return new Salt(HexFormat.of().formatHex(bytes));
  }

  /** Whether anything has been told in the present transaction yet. */
  public boolean hasTold() {
    return transactions.getResource(this) instanceof Telling telling && !telling.told.isEmpty();
  }

  private Telling telling() {
    if (transactions.getResource(this) instanceof Telling telling) {
      return telling;
    }
    enlist();
    var telling = new Telling();
    transactions.putResource(this, telling);
    transactions.registerInterposedSynchronization(telling);
    return telling;
  }

  /** The connection joins the transaction now, since it is late for that when sealing begins. */
  private void enlist() {
    try {
      connections.open().close();
    } catch (SQLException e) {
      throw new SealingException(e);
    }
  }

  /**
   * Interposed, so it runs after Hibernate's flush, which is a plain synchronization: the heads are
   * the last thing that a transaction locks.
   */
  private final class Telling implements Synchronization {
    private final List<Pending> told = new ArrayList<>();
    private Optional<UUID> reactingTo = Optional.empty();
    private int before; // How much was told for other reasons.
    private Sealed sealed = new Sealed(List.of(), List.of());
    private @Nullable Turn turn;

    /** What this transaction has told for the same reason: neighbours in it are no causes. */
    List<Pending> toldHere() {
      var reason = Acting.envelope().map(Envelope::id);
      if (!reason.equals(reactingTo)) {
        reactingTo = reason;
        before = told.size();
      }
      return told.subList(before, told.size());
    }

    @Override
    public void beforeCompletion() {
      if (told.isEmpty() || transactions.getRollbackOnly()) {
        return;
      }
      var shards = told.stream().map(Pending::shard).distinct().sorted().toList();
      turn = turns.take(shards);
      var left = shards.size() == 1 ? turn.left(shards.getFirst()) : Optional.<Head>empty();
      try (var connection = connections.open()) {
        sealed = seal(connection, left);
      } catch (SQLException e) {
        throw new SealingException(e);
      }
    }

    private Sealed seal(Connection connection, Optional<Head> left) throws SQLException {
      var now = machine.now();
      if (left.isPresent()
          && sealer.sealIfStill(connection, left.get(), told, now).orElse(null)
              instanceof Sealed s) {
        return s;
      }
      return sealer.seal(connection, told, now);
    }

    @Override
    public void afterCompletion(int status) {
      var committed = status == Status.STATUS_COMMITTED;
      if (turn != null) {
        turn.end(committed ? sealed.heads() : List.of());
      }
      if (committed) {
        relay.told(sealed.rows());
      }
    }
  }
}
