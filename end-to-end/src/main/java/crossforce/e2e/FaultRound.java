package crossforce.e2e;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import crossforce.local.Platform;
import crossforce.local.PlatformTrouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Every fault once, in an order drawn from the seed, each with requests in flight and a count
 * afterwards.
 */
final class FaultRound {
  private static final int IN_FLIGHT = 50;
  private static final int STARTED = 53;
  private static final String RESTORED = "billing-service";
  private static final int ENDED_WHILE_AWAY = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(150);
  private static final Duration PAST_SESSION = Duration.ofSeconds(8);
  private static final Duration PAST_ANSWERS = Duration.ofMinutes(35);
  private static final Set<String> SEARCHED_FOR = Set.of("completed", "unable-to-fill");
  private static final int MOST_UNEXPLAINED_PERCENT = 5;

  private final Platform platform;
  private final Target target;
  private final Tokens tokens;
  private final PlatformClock clock;
  private final Random random;
  private final long seed;

  private long struckAt;

  FaultRound(Platform platform, long seed) {
    this.platform = platform;
    this.target = Target.of(platform.home().secrets(), platform.ports());
    this.tokens = new Tokens(target);
    this.clock = new PlatformClock(target.services(), tokens.person("operator"));
    this.random = new Random(seed);
    this.seed = seed;
  }

  void run() {
    var faults = faults();
    Collections.shuffle(faults, random);
    faults.forEach(Runnable::run);
    auditAwayWhileOthersEnd();
    restoredDatabaseIsRefused();
  }

  private List<Runnable> faults() {
    var faults = new ArrayList<Runnable>();
    for (var service : List.of("capability-registry", "request-broker")) {
      faults.add(() -> underLoad("kill -9 of " + service, () -> killed(service)));
    }
    faults.add(() -> underLoad("kill -9 of " + RESTORED, this::killedAndCopied));
    faults.add(() -> underLoad("kill -9 of the broker of messages", () -> killed("kafka")));
    faults.add(() -> underLoad("kill -9 of the database server", () -> killed("postgres")));
    faults.add(() -> underLoad("kill -9 of everything", this::killedAll));
    faults.add(this::twoInstances);
    faults.add(() -> underLoad("duplicate and late deliveries", new Redelivery(platform, random)));
    return faults;
  }

  private void killed(String part) {
    platform.kill9(part);
    platform.start(part);
  }

  /** What it leaves when it is killed is the copy that is restored at the end. */
  private void killedAndCopied() {
    platform.kill9(RESTORED);
    platform.copyDatabase(RESTORED, "older");
    platform.start(RESTORED);
  }

  private void killedAll() {
    platform.kill9Everything();
    platform.up();
  }

  /** Both instances are asked and both listen, while one sleeps past its session and wakes up. */
  private void twoInstances() {
    var name = "two instances of every service, one stopped past its session";
    Platform.services().parallelStream().forEach(service -> platform.start(service, 2));
    var second = Target.of(platform.home().secrets(), platform.ports(), 2);
    try (var crowd = new Crowd(tokens, random.nextLong())) {
      crowd.start(STARTED / 2, target, clock.now());
      crowd.start(STARTED / 2, second, clock.now());
      awaitWork(crowd, target);
      say(name, crowd);
      platform.pause("request-broker");
      var awake = System.nanoTime() + PAST_SESSION.toNanos();
      while (System.nanoTime() < awake) {
        crowd.keepUp(STARTED, second, clock.now());
        pause(Duration.ofMillis(300));
      }
      awaitWork(crowd, second);
      System.out.printf(
          "  it wakes up beside the one that took over; %d in flight, %d ended meanwhile%n",
          crowd.inFlight(), crowd.ended());
      platform.resume("request-broker");
      refusePromisedTwice(name);
      finish(crowd);
      count(name, crowd);
    }
    Platform.services().forEach(service -> platform.kill9(service + "-2"));
  }

  private void underLoad(String fault, Runnable strike) {
    try (var crowd = new Crowd(tokens, random.nextLong())) {
      crowd.start(STARTED, target, clock.now());
      pause(Duration.ofMillis(random.nextInt(2000)));
      awaitWork(crowd, target);
      say(fault, crowd);
      strike.run();
      refusePromisedTwice(fault);
      finish(crowd);
      count(fault, crowd);
    }
  }

  /** A fault that strikes while nothing runs shows nothing: whoever ends before has a successor. */
  private void awaitWork(Crowd crowd, Target from) {
    Wait.until(
        target.broker(),
        "has " + IN_FLIGHT + " requests under way",
        PATIENCE,
        () -> {
          crowd.keepUp(STARTED, from, clock.now());
          return Optional.of(crowd.underWay()).filter(count -> count >= IN_FLIGHT);
        });
  }

  private void auditAwayWhileOthersEnd() {
    var name = "kill -9 of audit-service, away until " + ENDED_WHILE_AWAY + " requests have ended";
    try (var crowd = new Crowd(tokens, random.nextLong())) {
      crowd.start(STARTED, target, clock.now());
      awaitWork(crowd, target);
      say(name, crowd);
      platform.kill9("audit-service");
      var end = System.nanoTime() + PATIENCE.toNanos();
      while (crowd.ended() < ENDED_WHILE_AWAY) {
        if (System.nanoTime() > end) {
          throw new Mismatch("platform", "without audit these do not end: " + crowd.stuck());
        }
        crowd.keepUp(STARTED, target, clockWithoutAudit().now());
        pause(Duration.ofMillis(300));
      }
      platform.start("audit-service");
      finish(crowd);
      count(name, crowd);
    }
  }

  private PlatformClock clockWithoutAudit() {
    return new PlatformClock(
        List.of(target.broker(), target.registry(), target.billing()), tokens.person("operator"));
  }

  /** The relay must see that Kafka knows more than its database, say so, and tell nothing. */
  private void restoredDatabaseIsRefused() {
    var name = "a restored database";
    try (var crowd = new Crowd(tokens, random.nextLong())) {
      crowd.start(STARTED, target, clock.now());
      awaitWork(crowd, target);
      say(name, crowd);
      platform.kill9(RESTORED);
      platform.copyDatabase(RESTORED, "newest");
      platform.restoreDatabase(RESTORED, "older");
      var told = toldByBilling();
      Thread.ofVirtual().start(this::startInVain);
      Wait.until(
          target.billing(),
          "refuses to tell another history",
          Duration.ofSeconds(60),
          () -> target.billing().trouble().filter(trouble -> trouble.contains("-closed")));
      if (toldByBilling() != told) {
        throw new Mismatch("billing-service", "told another history after " + name);
      }
      platform.kill9(RESTORED);
      platform.restoreDatabase(RESTORED, "newest");
      platform.start(RESTORED);
      finish(crowd);
      count(name, crowd);
    }
  }

  private long toldByBilling() {
    return Redelivery.ends(platform, "billing.charges.v1");
  }

  private void startInVain() {
    try {
      platform.start(RESTORED);
    } catch (PlatformTrouble expected) {
      // It does not become ready: that is what is waited for.
    }
  }

  /** Until all have ended; calls that nobody answers end when the clock passes their deadline. */
  private void finish(Crowd crowd) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (crowd.inFlight() > 0) {
      if (System.nanoTime() > end) {
        throw new Mismatch("platform", crowd.inFlight() + " requests never end: " + crowd.stuck());
      }
      if (crowd.timeIsMissing()) {
        clock.jumpTo(clock.now().plus(PAST_ANSWERS));
        crowd.lookAgain();
      }
      pause(Duration.ofMillis(300));
    }
    clock.settle();
  }

  private void count(String fault, Crowd crowd) {
    for (var patron : crowd.patrons()) {
      var right =
          patron.intent() == Patron.Intent.WITHDRAW
              ? patron.state().equals("withdrawn")
              : SEARCHED_FOR.contains(patron.state());
      if (!right) {
        throw new Mismatch(
            "request-broker",
            "after " + fault + " request " + patron.requestId() + " ended as " + patron.state());
      }
    }
    System.out.println("  ended: " + crowd.states());
    check(fault);
    explainUnfilled(fault, crowd);
    crowd.of(Patron.Intent.USE).getFirst().prove();
  }

  /**
   * A hold that another request took first, or time that was moved while a call had just begun, may
   * leave a request without help, but hardly ever does: there is help enough.
   */
  private void explainUnfilled(String fault, Crowd crowd) {
    var searched = crowd.patrons().stream().filter(p -> p.intent() != Patron.Intent.WITHDRAW);
    var unfilled =
        crowd.patrons().stream()
            .filter(patron -> patron.state().equals("unable-to-fill"))
            .map(Patron::unfilled)
            .toList();
    var unexplained = unfilled.stream().filter(u -> !u.explained()).toList();
    System.out.printf(
        "  unable to fill: %d, by reasons %s; not explained by their people: %d%n",
        unfilled.size(), byReason(unfilled), unexplained.size());
    if (unexplained.size() * 100L > MOST_UNEXPLAINED_PERCENT * searched.count()) {
      throw new Mismatch(
          "request-broker",
          "after " + fault + " requests were not filled, by reasons " + byReason(unexplained));
    }
  }

  private static Map<String, Long> byReason(List<Unfilled> unfilled) {
    return unfilled.stream()
        .flatMap(request -> request.reasons().stream())
        .collect(groupingBy(reason -> reason, TreeMap::new, counting()));
  }

  private void refusePromisedTwice(String fault) {
    try (var counts = new Counts(platform)) {
      var twice = counts.promisedTwice();
      if (twice != 0) {
        throw new Mismatch("capability-registry", "after " + fault + " promised twice: " + twice);
      }
    }
  }

  private void check(String fault) {
    try (var counts = new Counts(platform)) {
      var wrongs = Wait.settled(counts::wrongs, Duration.ofSeconds(30));
      if (!wrongs.isEmpty()) {
        throw new Mismatch("platform", "after " + fault + " (seed " + seed + "): " + wrongs);
      }
    }
    var verification = target.audit().need("/verification", tokens.person("auditor"));
    if (!verification.path("verified").asBoolean()) {
      throw new Mismatch("audit-service", "after " + fault + ": " + verification.path("findings"));
    }
    System.out.println(
        "  counted after %d s: nothing lost, nothing twice; trail verified, %s leaves"
            .formatted(
                Duration.ofNanos(System.nanoTime() - struckAt).toSeconds(),
                verification.path("size").asText()));
  }

  private void say(String fault, Crowd crowd) {
    struckAt = System.nanoTime();
    System.out.printf(
        "seed %d: %s; %d in flight %s%n", seed, fault, crowd.inFlight(), crowd.states());
  }

  private static void pause(Duration duration) {
    LockSupport.parkNanos(duration.toNanos());
  }
}
