package crossforce.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crossforce.local.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;

/**
 * How long it takes from a published request to the call in the donor's list, at a steady load,
 * beside the least that four hops can take on this machine at the same moment; then memory, and the
 * time of a second start.
 */
public final class BenchChain {
  private static final int A_SECOND = Integer.getInteger("bench.rate", 20);
  private static final Duration LASTING =
      Duration.ofSeconds(Integer.getInteger("bench.seconds", 60));
  private static final Duration WARM_UP = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LINES = 2;
  private static final int DAYS = 121; // No multiple of what is wanted: every day wants of all.
  private static final double FLOOR_LIMIT = 5;
  private static final double MEMORY_LIMIT_MB = 1200;
  private static final double START_LIMIT_SECONDS = 60;
  private static final String LARGEST = "armed-response-vehicle";
  private static final List<String> WANTED =
      List.of("police-support-unit-level-2", "general-purpose-dog", "roads-pursuit");

  private final Platform platform;
  private final Target target;
  private final Tokens tokens;
  private final List<String> hosts;
  private final Random random = new Random(20261121);
  private int needs;

  BenchChain(Platform platform) {
    var before = Target.of(platform.home().secrets(), platform.ports());
    this.platform = platform;
    this.hosts = forces(before, new Tokens(before));
    platform.addPeople("authoriser", hosts);
    this.target = Target.of(platform.home().secrets(), platform.ports()); // With their passwords.
    this.tokens = new Tokens(target);
  }

  /** Fails, once all figures are printed, when a request failed or a figure exceeds its limit. */
  public static void main(String[] arguments) {
    boolean withinLimits;
    try (var own = OwnPlatform.in("bench")) {
      var platform = own.up();
      var bench = new BenchChain(platform);
      bench.load(A_SECOND / 2, WARM_UP);
      withinLimits = report(bench.load(A_SECOND, LASTING));
      withinLimits &= memory(platform);
      withinLimits &= secondStart(platform);
    }
    System.exit(withinLimits ? 0 : 1); // Clients leave threads behind.
  }

  /**
   * What one stretch of load gave: sorted milliseconds of our chain and of the floor, and what
   * failed.
   */
  record Measured(double[] chain, double[] floor, List<String> failures) {}

  Measured load(int aSecond, Duration lasting) {
    var now =
        Instant.parse(
            target.broker().need("/clock", tokens.person("operator")).path("now").asText());
    var platformOffset = Duration.between(Instant.now(), now);
    hosts.forEach(this::signIn); // Not what is measured.
    var requests = submit((int) (aSecond * lasting.toSeconds()), now);
    var pool = Executors.newVirtualThreadPerTaskExecutor();
    var lists = new DonorLists(target, tokens, pool, platformOffset);
    try (pool;
        var floor = new Floor(platform);
        var sightings = new Sightings(platform, lists::called)) {
      System.out.printf("%d requests, %d a second%n", requests.size(), aSecond);
      var started = System.nanoTime();
      for (var i = 0; i < requests.size(); i++) {
        LockSupport.parkNanos(started + i * 1_000_000_000L / aSecond - System.nanoTime());
        var chain = requests.get(i);
        pool.execute(() -> lists.attempt(() -> chain.authorise(5_000_000)));
        floor.send();
      }
      var end = System.nanoTime() + PATIENCE.toNanos();
      while ((lists.seen().size() < LINES * requests.size() || !floor.failures().isEmpty())
          && System.nanoTime() < end) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
      var failures = new ArrayList<>(lists.failures());
      failures.addAll(floor.failures());
      sightings.unfilled().forEach(request -> failures.add("unable to fill " + request));
      for (var missing = lists.seen().size(); missing < LINES * requests.size(); missing++) {
        failures.add("a call never came");
      }
      return new Measured(lists.millisSince(sightings.published()), floor.millis(), failures);
    }
  }

  private void signIn(String force) {
    tokens.machine(force);
    tokens.of("authoriser", force);
  }

  private List<Chain> submit(int count, Instant now) {
    var requests = new ArrayList<Chain>();
    for (var i = 0; i < count; i++) {
      var chain = new Chain(target, tokens, hosts.get(i % hosts.size()));
      chain.submit(need(now, i));
      requests.add(chain);
    }
    return requests;
  }

  /**
   * Two lines, by day, spread evenly over four months: enough for all, and before many
   * accreditations lapse.
   */
  private ObjectNode need(Instant now, int number) {
    var body = RequestFile.read("").at(now);
    var from =
        now.plus(Duration.ofDays(10 + needs++ % DAYS))
            .truncatedTo(java.time.temporal.ChronoUnit.DAYS)
            .plus(Duration.ofHours(9 + random.nextInt(4)));
    body.putObject("window")
        .put("from", from.toString())
        .put("until", from.plus(Duration.ofHours(4)).toString());
    body.put("priority", "planned").put("incidentReference", "BENCH-" + number);
    var lines = body.putArray("lines");
    for (var line = 1; line <= LINES; line++) {
      lines
          .addObject()
          .put("number", line)
          .put("capability", line == 1 ? LARGEST : WANTED.get(number % WANTED.size()))
          .put("least", 1)
          .put("most", 1);
    }
    return body;
  }

  private static List<String> forces(Target target, Tokens tokens) {
    var page = target.registry().need("/forces?limit=200", tokens.person("coordinator"));
    return StreamSupport.stream(page.path("items").spliterator(), false)
        .map((JsonNode force) -> force.path("forceId").asText())
        .toList();
  }

  static boolean report(Measured measured) {
    var chain = measured.chain();
    var floor = measured.floor();
    measured.failures().stream()
        .distinct()
        .limit(10)
        .forEach(f -> System.out.println("failure: " + f));
    Figures.figure("chain-failures", measured.failures().size(), "requests");
    Figures.figure("chain-calls", chain.length, "calls");
    Figures.figure("floor-p50", Figures.percentile(floor, 0.5), "ms");
    Figures.figure("floor-p99", Figures.percentile(floor, 0.99), "ms");
    Figures.figure("chain-p50", Figures.percentile(chain, 0.5), "ms");
    var limit = FLOOR_LIMIT * Figures.percentile(floor, 0.99);
    var p99 = Figures.percentile(chain, 0.99);
    return Figures.figure("chain-p99", p99, "ms", p99 / limit, "five times the floor's p99")
        && measured.failures().isEmpty();
  }

  private static boolean memory(Platform platform) {
    var megabytes = Platform.services().stream().mapToDouble(s -> resident(platform.pid(s))).sum();
    return Figures.figure(
        "services-resident-memory", megabytes, "MB", megabytes / MEMORY_LIMIT_MB, "1200 MB");
  }

  private static double resident(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          / 1024.0;
    } catch (IOException e) {
      throw new IllegalStateException("cannot measure process " + pid, e);
    }
  }

  private static boolean secondStart(Platform platform) {
    platform.down();
    var started = System.nanoTime();
    platform.up();
    var seconds = (System.nanoTime() - started) / 1e9;
    return Figures.figure("second-start", seconds, "s", seconds / START_LIMIT_SECONDS, "60 s");
  }
}
