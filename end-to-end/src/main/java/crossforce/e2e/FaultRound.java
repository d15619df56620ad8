package crossforce.e2e;

import crossforce.local.Platform;
import crossforce.local.PlatformTrouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Every fault once, in an order drawn from the seed, each with requests in flight and a count
 * afterwards.
 */
final class FaultRound {
  private static final int IN_FLIGHT = 50;
  private static final int ENDED_WHILE_AWAY = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(150);
  private static final Duration PAST_SESSION = Duration.ofSeconds(20);
  private static final Set<String> RIGHT_ENDS = Set.of("completed", "unable-to-fill");

  private final Platform platform;
  private final Target target;
  private final Tokens tokens;
  private final PlatformClock clock;
  private final Random random;
  private final long seed;

  private record Fault(String name, Runnable strike) {}

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
    faults.forEach(fault -> underLoad(fault, IN_FLIGHT + 10));
    auditAwayWhileOthersEnd();
    restoredDatabaseIsRefused();
  }

  private List<Fault> faults() {
    var faults = new ArrayList<Fault>();
    for (var service : Platform.services()) {
      faults.add(new Fault("kill -9 of " + service, () -> killed(service)));
    }
    faults.add(new Fault("kill -9 of the broker of messages", () -> killed("kafka")));
    faults.add(new Fault("kill -9 of the database server", () -> killed("postgres")));
    faults.add(
        new Fault(
            "kill -9 of everything",
            () -> {
              platform.kill9Everything();
              platform.up();
            }));
    faults.add(new Fault("two instances of every service", this::twoInstances));
    faults.add(new Fault("one of two brokers stopped past its session", this::stoppedAndContinued));
    faults.add(
        new Fault("duplicate and late deliveries", () -> new Redelivery(platform, random).run()));
    return faults;
  }

  private void killed(String part) {
    platform.kill9(part);
    platform.start(part);
  }

  private void twoInstances() {
    Platform.services().forEach(service -> platform.start(service, 2));
    pause(Duration.ofSeconds(5));
    Platform.services().forEach(service -> platform.kill9(service + "-2"));
  }

  private void stoppedAndContinued() {
    platform.start("request-broker", 2);
    platform.pause("request-broker");
    pause(PAST_SESSION);
    platform.resume("request-broker");
    pause(Duration.ofSeconds(2)); // It wakes up as a zombie beside the one that took over.
    platform.stop("request-broker-2");
  }

  private void underLoad(Fault fault, int requests) {
    try (var crowd = new Crowd(target, tokens, random.nextLong())) {
      crowd.start(requests, clock.now());
      pause(Duration.ofMillis(500 + random.nextInt(2500)));
      say(fault.name(), crowd);
      fault.strike().run();
      finish(crowd);
      count(fault.name(), crowd);
    }
  }

  private void auditAwayWhileOthersEnd() {
    var name = "audit away until " + ENDED_WHILE_AWAY + " requests have ended";
    try (var crowd = new Crowd(target, tokens, random.nextLong())) {
      platform.kill9("audit-service");
      say(name, crowd);
      while (crowd.ended() < ENDED_WHILE_AWAY) {
        var now = clockWithoutAudit().now();
        crowd.start((int) Math.max(0, 60 - crowd.inFlight()), now);
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

  /** The relay must see that Kafka knows more than its database, and say so. */
  private void restoredDatabaseIsRefused() {
    var name = "a restored database";
    platform.stop("billing-service");
    platform.copyDatabase("billing-service");
    platform.start("billing-service");
    try (var crowd = new Crowd(target, tokens, random.nextLong())) {
      crowd.start(10, clock.now());
      say(name, crowd);
      finish(crowd);
    }
    platform.stop("billing-service");
    var kept = KeptDatabase.keep(platform, "billing");
    platform.restoreDatabase("billing-service");
    Thread.ofVirtual().start(this::startInVain);
    Wait.until(
        target.billing(),
        "refuses to tell another history",
        Duration.ofSeconds(60),
        () -> target.billing().trouble().filter(trouble -> trouble.contains("outbox")));
    System.out.println("  refused: " + target.billing().trouble().orElse(""));
    platform.kill9("billing-service");
    kept.putBack();
    platform.start("billing-service");
    clock.settle();
    check(name);
  }

  private void startInVain() {
    try {
      platform.start("billing-service");
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
      if (crowd.onlyTimeIsMissing()) {
        clock.moveTo(clock.now().plus(Duration.ofHours(49)));
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
              : RIGHT_ENDS.contains(patron.state());
      if (!right) {
        throw new Mismatch(
            "request-broker",
            "after " + fault + " request " + patron.requestId() + " ended as " + patron.state());
      }
    }
    System.out.println("  ended: " + crowd.states());
    check(fault);
  }

  private void check(String fault) {
    var wrongs = Wait.settled(() -> new Counts(platform).wrongs(), Duration.ofSeconds(30));
    if (!wrongs.isEmpty()) {
      throw new Mismatch("platform", "after " + fault + " (seed " + seed + "): " + wrongs);
    }
    var verification = target.audit().need("/verification", tokens.person("auditor"));
    if (!verification.path("verified").asBoolean()) {
      throw new Mismatch("audit-service", "after " + fault + ": " + verification.path("findings"));
    }
    System.out.println(
        "  counted: nothing lost, nothing twice; trail verified, "
            + verification.path("size").asText()
            + " leaves");
  }

  private void say(String fault, Crowd crowd) {
    System.out.printf(
        "seed %d: %s; %d in flight %s%n", seed, fault, crowd.inFlight(), crowd.states());
  }

  private static void pause(Duration duration) {
    LockSupport.parkNanos(duration.toNanos());
  }
}
