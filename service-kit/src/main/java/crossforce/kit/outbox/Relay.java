package crossforce.kit.outbox;

import crossforce.contract.wire.Shard;
import crossforce.kit.events.Trouble;
import crossforce.kit.outbox.RelaySession.Progress;
import crossforce.kit.time.MachineTime;
import crossforce.kit.time.SignOfLife;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Publishes the outbox, shard by shard in sequence order. It owns the shards whose advisory locks
 * it holds, opens them when their history is also Kafka's, and starts again from the first row not
 * acknowledged after any failure, so a crash or a zombie can repeat a run but never reorder or
 * lose.
 */
final class Relay implements Runnable {
  private static final Logger LOG = Logger.getLogger(Relay.class);
  private static final List<Shard> ALL =
      IntStream.range(0, Shard.COUNT).mapToObj(Shard::new).toList();
  private static final Duration OWN_AGAIN = Duration.ofSeconds(2);

  /** Comparing what is closed takes one part of the time in so many, at most. */
  private static final int PARTS = 10;

  private static final Duration COMPARE_WITHIN = Duration.ofSeconds(10);
  // What is not stored yet is sent again after a crash, which harms nobody.
  private static final Duration STORE_EVERY = Duration.ofMillis(250);
  private static final Duration KEEP_HOUSE = Duration.ofHours(1);
  private static final Duration SHORTEST_BACK_OFF = Duration.ofMillis(100);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(10);

  private final Sessions sessions;
  private final Map<String, Object> kafka;
  private final ServiceTopics topics;
  private final OutboxConfig config;
  private final MachineTime machine;
  private final SignOfLife life;
  private final Histories histories;
  private final Semaphore bell = new Semaphore(0);
  private final JustTold justTold = new JustTold();
  private final ConcurrentSkipListMap<Shard, Standing> standings = new ConcurrentSkipListMap<>();
  private volatile boolean readNow;
  private volatile boolean stopping;
  private volatile Optional<String> trouble = Optional.empty();

  /** Opens the relay's database sessions. */
  @FunctionalInterface
  interface Sessions {
    RelaySession open() throws SQLException;
  }

  /** How this instance stands to a shard. */
  enum Standing {
    /** Not compared with Kafka yet. */
    UNKNOWN,
    /** Published here. */
    OPEN,
    /** Published by another instance. */
    ELSEWHERE,
    /** Not published by anybody: database and Kafka tell different histories. */
    CLOSED
  }

  Relay(
      Sessions sessions,
      Map<String, Object> kafka,
      ServiceTopics topics,
      OutboxConfig config,
      MachineTime machine) {
    this.sessions = sessions;
    this.kafka = kafka;
    this.topics = topics;
    this.config = config;
    this.machine = machine;
    this.life = new SignOfLife(machine);
    this.histories = new Histories(new KafkaEnds(kafka, topics, COMPARE_WITHIN));
    ALL.forEach(shard -> standings.put(shard, Standing.UNKNOWN));
  }

  Map<Shard, Standing> standings() {
    return new TreeMap<>(standings);
  }

  /** What keeps the relay from working just now, without what servers say about themselves. */
  Optional<String> trouble() {
    return trouble;
  }

  boolean standsStill() {
    return life.isMissing();
  }

  /**
   * To be called after a commit with what it stored, so that nobody waits for the next poll. It is
   * a shortcut only: whatever is not told here is found in the outbox.
   */
  void told(List<Row> rows) {
    justTold.add(rows);
    ring();
  }

  /** To be called when an operator wants something of it. */
  void wake() {
    readNow = true;
    ring();
  }

  private void ring() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  void stop() {
    stopping = true;
    ring();
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // Nothing may end this thread while the service lives.
  public void run() {
    var backOff = SHORTEST_BACK_OFF;
    while (!stopping) {
      var began = machine.nanos();
      try {
        serve();
      } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException _) {
        stopping = true;
      } catch (Throwable e) {
        trouble = Optional.of(Trouble.describe(e));
        var steady = machine.nanos() - began > LONGEST_BACK_OFF.toNanos();
        backOff = steady ? SHORTEST_BACK_OFF : longer(backOff);
        LOG.warnf("The relay starts again in %s: %s", backOff, Trouble.describe(e));
        LOG.debug("The relay's failure", e);
        pause(backOff);
      }
    }
  }

  private static Duration longer(Duration backOff) {
    return shorter(backOff.multipliedBy(2), LONGEST_BACK_OFF);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void pause(Duration backOff) {
    var until = machine.nanos() + backOff.toNanos();
    try {
      while (!stopping && machine.nanos() - until < 0) {
        bell.tryAcquire(backOff.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException _) {
      stopping = true;
    }
  }

  private void serve() throws Exception {
    ALL.forEach(shard -> standings.put(shard, Standing.UNKNOWN));
    justTold.clear();
    try (var session = sessions.open();
        var publisher = new Publisher(kafka, topics.service(), config.idle().dividedBy(2))) {
      new Service(session, publisher).serve();
    }
  }

  /** One session's life: everything in it is forgotten at the first failure. */
  private final class Service {
    private final RelaySession session;
    private final Publisher publisher;
    private final Set<Shard> owned = new TreeSet<>();
    private final Map<Shard, Long> positions = new TreeMap<>(); // Of the open shards.
    private final Map<Shard, String> lastHashes = new TreeMap<>();
    private boolean unstored;
    private long readAt = machine.nanos();
    private long comparedAt = machine.nanos();
    private long comparedFor;
    private long ownedAt = machine.nanos() - OWN_AGAIN.toNanos();
    private long storedAt = machine.nanos();
    private long keptHouseAt = machine.nanos() - KEEP_HOUSE.toNanos();

    Service(RelaySession session, Publisher publisher) {
      this.session = session;
      this.publisher = publisher;
    }

    void serve() throws Exception {
      while (!stopping) {
        if (isOver(OWN_AGAIN, ownedAt)) {
          own();
          ownedAt = machine.nanos();
        }
        if (isOver(KEEP_HOUSE, keptHouseAt)) {
          keepHouse();
          keptHouseAt = machine.nanos();
        }
        bell.drainPermits();
        publishNext();
        trouble = Optional.empty();
        life.give();
        if (unstored && isOver(STORE_EVERY, storedAt)) {
          session.store(positions);
          unstored = false;
          storedAt = machine.nanos();
        }
        if (!readNow && justTold.isEmpty()) { // Whatever was committed meanwhile has rung.
          var longest = unstored ? STORE_EVERY : shorter(config.poll(), config.idle().dividedBy(3));
          bell.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS);
        }
      }
    }

    /** There are days enough ahead for it to fail now and then; publishing never waits for it. */
    private void keepHouse() {
      try {
        session.keepHouse(LocalDate.ofInstant(machine.now(), ZoneOffset.UTC), config.keep());
      } catch (SQLException e) {
        LOG.warnf("The outbox's days are left as they are: %s", Trouble.describe(e));
      }
    }

    private boolean isOver(Duration span, long since) {
      return machine.nanos() - since >= span.toNanos();
    }

    /** Takes what is free, and compares with Kafka whatever is not open yet. */
    private void own() throws SQLException, InterruptedException {
      owned.addAll(session.own(ALL.stream().filter(shard -> !owned.contains(shard)).toList()));
      compare(owned.stream().filter(shard -> !positions.containsKey(shard)).toList());
      var progress = session.progress();
      for (var shard : ALL) {
        var isClosed = progress.get(shard) instanceof Progress p && p.closed().isPresent();
        standings.put(
            shard,
            isClosed
                ? Standing.CLOSED
                : positions.containsKey(shard) ? Standing.OPEN : Standing.ELSEWHERE);
      }
    }

    /** What was found closed is read again now and then only: the open shards go first. */
    private void compare(List<Shard> unopened) throws SQLException, InterruptedException {
      var isDue = machine.nanos() - comparedAt >= PARTS * comparedFor;
      var progress = session.progress();
      var compared =
          unopened.stream()
              .filter(shard -> isDue || progress.get(shard) instanceof Progress p && isFresh(p))
              .toList();
      if (compared.isEmpty()) {
        return;
      }
      var began = machine.nanos();
      positions.putAll(histories.open(session, compared, this::goOnWaiting));
      comparedAt = machine.nanos();
      comparedFor = comparedAt - began;
      readNow = true;
    }

    private static boolean isFresh(Progress progress) {
      return progress.closed().isEmpty() || progress.rewind().isPresent();
    }

    private void publishNext() throws Exception {
      var read = readNow;
      readNow = false;
      var news = justTold.after(positions, config.batch());
      var run = JustTold.chained(news, positions, lastHashes);
      publish(run);
      if (read || run.size() < news.size() || isOver(config.poll(), readAt)) {
        readNow |= publishRead() >= config.batch();
        readAt = machine.nanos();
      }
    }

    private int publishRead() throws Exception {
      var behind = behind();
      if (behind.isEmpty()) {
        return 0;
      }
      var run = new ArrayList<Row>();
      var reached = new TreeMap<>(behind);
      for (var row : session.rows(behind, config.batch())) {
        if (follows(row) && reached.replace(row.shard(), row.sequence() - 1, row.sequence())) {
          run.add(row);
          lastHashes.put(row.shard(), row.attribute("eventhash"));
        }
      }
      // What does not go on where it should is compared anew before anything more of it is sent.
      for (var stuck : behind.entrySet()) {
        if (reached.remove(stuck.getKey(), stuck.getValue())) {
          forget(stuck.getKey());
        }
      }
      publish(run);
      return run.size();
    }

    private void publish(List<Row> run) throws Exception {
      publisher.publish(run, this::goOnWaiting);
      for (var row : run) {
        positions.put(row.shard(), row.sequence());
        lastHashes.put(row.shard(), row.attribute("eventhash"));
        unstored = true;
      }
    }

    /** Whether it is chained to what was sent before it, as long as that is remembered. */
    private boolean follows(Row row) {
      var previous = row.attribute("previoushash");
      return lastHashes.getOrDefault(row.shard(), previous).equals(previous);
    }

    private void goOnWaiting() throws SQLException, InterruptedException {
      if (stopping) {
        throw new InterruptedException("the relay is being stopped");
      }
      session.keepAlive();
      life.give(); // Waiting for Kafka is no standing still.
    }

    /** Closes it here; it is compared with Kafka before it is opened again. */
    private void forget(Shard shard) {
      positions.remove(shard);
      lastHashes.remove(shard);
    }

    /** The open shards that have more than is published, with where to go on. */
    private Map<Shard, Long> behind() throws SQLException {
      var behind = new TreeMap<Shard, Long>();
      for (var progress : session.progress().values()) {
        var shard = progress.shard();
        var position = positions.get(shard);
        if (position == null) {
          continue;
        }
        if (progress.closed().isPresent()) {
          forget(shard);
          continue;
        }
        if (progress.rewind().isPresent()) {
          position = progress.rewind().get();
          session.moveTo(shard, position, progress.rewind());
          positions.put(shard, position);
          lastHashes.remove(shard);
        }
        if (progress.head() > position) {
          behind.put(shard, position);
        }
      }
      return behind;
    }
  }
}
