package crossforce.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Many requests at once, by forces that have people, for windows spread over three months. */
final class Crowd implements AutoCloseable {
  private static final List<String> HOSTS =
      List.of("west-yorkshire", "south-yorkshire", "greater-manchester");
  private static final List<String> WANTED =
      List.of(
          "armed-response-vehicle",
          "general-purpose-dog",
          "police-support-unit-level-2",
          "roads-pursuit",
          "drone-team");

  /** So long after one patron another looks: the fewer are left, the oftener each of them. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(12);

  private static final int FEWEST = 10; // Also the last one waits a little.

  private static final long ANY_PRICE = 20_000_000; // Nobody orders by hand here.

  private final java.util.concurrent.ExecutorService threads =
      Executors.newVirtualThreadPerTaskExecutor();
  private final List<Patron> patrons = new CopyOnWriteArrayList<>(); // Each looks at all.
  private final Tokens tokens;
  private final Random random;

  Crowd(Tokens tokens, long seed) {
    this.tokens = tokens;
    this.random = new Random(seed);
  }

  /** Starts that many requests there, at this moment of the platform's time. */
  void start(int requests, Target target, Instant now) {
    for (var i = 0; i < requests; i++) {
      var host = HOSTS.get(random.nextInt(HOSTS.size()));
      var chain = new Chain(target, tokens, host);
      var patron = new Patron(chain, need(now), host, random, this::pause);
      patrons.add(patron);
      threads.execute(patron);
    }
  }

  private Duration pause() {
    return BETWEEN_LOOKS.multipliedBy(Math.max(FEWEST, inFlight()));
  }

  List<Patron> patrons() {
    return List.copyOf(patrons);
  }

  long ended() {
    return patrons.stream().filter(Patron::ended).count();
  }

  long inFlight() {
    return patrons.size() - ended();
  }

  /** Starts as many there as have ended, so that so many are in flight. */
  void keepUp(int requests, Target target, Instant now) {
    start((int) Math.max(0, requests - inFlight()), target, now);
  }

  /** How many have been submitted and have not ended. */
  long underWay() {
    return patrons.stream().filter(p -> !p.ended() && !p.state().equals("new")).count();
  }

  List<Patron> of(Patron.Intent intent) {
    return patrons.stream().filter(p -> p.intent() == intent).toList();
  }

  /** Time has passed: what was seen before says nothing any more. */
  void lookAgain() {
    patrons.forEach(Patron::lookAgain);
  }

  /** Whether some wait for a deadline, and nobody is harmed when it passes. */
  boolean timeIsMissing() {
    return patrons.stream().anyMatch(Patron::waitsForTime)
        && patrons.stream().allMatch(p -> p.ended() || p.decided());
  }

  /** The requests that have not ended, with their states and intents. */
  List<String> stuck() {
    return patrons.stream()
        .filter(p -> !p.ended())
        .limit(5)
        .map(p -> p.requestId() + " " + p.state() + " " + p.intent())
        .toList();
  }

  /** How many requests stand in which state. */
  Map<String, Long> states() {
    var counted = new TreeMap<String, Long>();
    patrons.forEach(patron -> counted.merge(patron.state(), 1L, Long::sum));
    return counted;
  }

  /** The body of a request for one line, now and then two, some days ahead. */
  private ObjectNode need(Instant now) {
    var body = RequestFile.read("").at(now);
    var from =
        now.plus(Duration.ofDays(5 + random.nextInt(90)))
            .plus(Duration.ofHours(random.nextInt(24)));
    body.putObject("window")
        .put("from", from.toString())
        .put("until", from.plus(Duration.ofHours(2 + random.nextInt(6))).toString());
    body.put("spendingLimit", ANY_PRICE)
        .put("priority", "urgent")
        .put("incidentReference", "LOAD-" + patrons.size());
    var lines = body.putArray("lines");
    var first = random.nextInt(WANTED.size());
    var most = random.nextInt(8) == 0 ? 2 : 1;
    for (var number = 1; number <= most; number++) {
      lines
          .addObject()
          .put("number", number)
          .put("capability", WANTED.get((first + number) % WANTED.size()))
          .put("least", 1)
          .put("most", 1);
    }
    return body;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("patrons do not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
