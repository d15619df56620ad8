package crossforce.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crossforce.e2e.Chain.Call;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings one request to its end, through whatever fails meanwhile: every act is repeated until the
 * platform has taken it. What the patron intends is drawn from its seed.
 */
final class Patron implements Runnable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int MOST_PAUSES = 4;
  private static final Set<String> ENDED =
      Set.of("completed", "unable-to-fill", "withdrawn", "expired");

  private static final Set<String> DECIDED =
      Set.of("declined", "expired", "withdrawn", "abandoned", "failed", "confirmed");

  /** What the people of the two forces do with a request. */
  enum Intent {
    /** Donors answer, help comes and returns. */
    USE,
    /** The first donors asked decline. */
    DECLINE_FIRST,
    /** The first donors asked never answer, so that their calls expire. */
    IGNORE_FIRST,
    /** The host withdraws at once, or when somebody was called. */
    WITHDRAW
  }

  /** What happens to help that was promised, in order. */
  private enum Step {
    MOBILISATION("committed", true),
    ARRIVAL("mobilised", false),
    ON_TASK("arrived", false),
    RELEASE("on-task", false),
    RETURN("released", true);

    private final String after;
    private final String path = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final boolean byDonor;

    Step(String after, boolean byDonor) {
      this.after = after;
      this.byDonor = byDonor;
    }
  }

  private final Chain chain;
  private final ObjectNode body;
  private final Intent intent;
  private final String host;
  private final boolean hasty;
  private final Supplier<Duration> pause;
  private final Map<Integer, String> firstOfLine = new HashMap<>();
  private final Map<String, String> deployments = new HashMap<>(); // By call.
  private @Nullable JsonNode lastSeen;
  private int pauses = 1; // Whoever sees nothing new looks less often.
  private volatile String state = "new";
  private volatile boolean done;
  private volatile boolean waitsForTime;
  private volatile boolean decided;

  /**
   * @param pause how long to wait between two looks, just now
   */
  Patron(Chain chain, ObjectNode body, String host, Random random, Supplier<Duration> pause) {
    this.chain = chain;
    this.body = body;
    this.host = host;
    this.pause = pause;
    var draw = random.nextInt(10);
    this.intent =
        draw == 0
            ? Intent.WITHDRAW
            : draw == 1 ? Intent.DECLINE_FIRST : draw == 2 ? Intent.IGNORE_FIRST : Intent.USE;
    this.hasty = random.nextBoolean();
  }

  String requestId() {
    return chain.requestId();
  }

  Intent intent() {
    return intent;
  }

  /** Where the request stands, as last seen. */
  String state() {
    return state;
  }

  boolean ended() {
    return done;
  }

  /** Whether, as last seen, it waits for a call to expire that nobody is going to answer. */
  boolean waitsForTime() {
    return waitsForTime;
  }

  /** Whether, as last seen, time may pass: no call is left that somebody is going to answer. */
  boolean decided() {
    return decided;
  }

  void lookAgain() {
    waitsForTime = false;
    decided = false;
  }

  /** The trail of this request, its causes and every leaf, proven through the public API. */
  void prove() {
    chain.prove(trail());
  }

  /** Why it could not be filled. */
  Unfilled unfilled() {
    return Unfilled.of(requestId(), intent, trail());
  }

  private Trail trail() {
    return chain
        .trail()
        .orElseThrow(() -> new Mismatch("audit-service", "has no trail of " + requestId()));
  }

  @Override
  public void run() {
    persist(() -> chain.submit(body));
    persist(() -> chain.authorise(body.path("spendingLimit").asLong()));
    if (intent == Intent.WITHDRAW && hasty) {
      persist(this::withdraw);
    }
    while (!over()) {
      persist(this::lookAndAct);
      LockSupport.parkNanos(pause.get().multipliedBy(pauses).toNanos());
    }
    persist(this::agreeCharges);
    done = true;
  }

  private void withdraw() {
    chain.withdraw("no longer needed");
  }

  private boolean over() {
    return ENDED.contains(state);
  }

  /** Every deployment that came is charged, and the host agrees. */
  private void agreeCharges() {
    var owed = chain.calls().stream().filter(call -> call.state().equals("confirmed")).count();
    var charges = chain.charges();
    if (state.equals("completed") && charges.size() < owed) {
      throw new Mismatch("billing-service", "has rated " + charges.size() + " of " + owed);
    }
    for (var charge : charges) {
      if (charge.path("state").asText().equals("rated")) {
        chain.agree(charge.path("chargeId").asText());
      }
    }
  }

  private void lookAndAct() {
    var request = chain.request();
    pauses = request.equals(lastSeen) ? Math.min(pauses + 1, MOST_PAUSES) : 1;
    lastSeen = request;
    state = request.path("state").asText();
    if (over()) {
      return;
    }
    var calls = Chain.calls(request);
    waitsForTime = calls.stream().anyMatch(this::isIgnored);
    decided =
        !calls.isEmpty() && calls.stream().allMatch(call -> isIgnored(call) || isDecided(call));
    if (intent == Intent.WITHDRAW) {
      if (!calls.isEmpty()) {
        withdraw();
      }
      return;
    }
    for (var call : calls) {
      switch (call.state()) {
        case "called" -> answer(call);
        case "confirmed" -> deploy(call);
        default -> {} // Somebody else's move.
      }
    }
  }

  private boolean isIgnored(Call call) {
    return intent == Intent.IGNORE_FIRST && call.state().equals("called") && isFirst(call);
  }

  private static boolean isDecided(Call call) {
    return DECIDED.contains(call.state());
  }

  private boolean isFirst(Call call) {
    return firstOfLine.computeIfAbsent(call.line(), _ -> call.callId()).equals(call.callId());
  }

  private void answer(Call call) {
    var spared = isFirst(call);
    if (isIgnored(call)) {
      return;
    }
    var answer =
        spared && intent == Intent.DECLINE_FIRST
            ? Map.of("answer", "declined", "code", "risk-at-home")
            : Map.of("answer", "made");
    chain.answer(call, answer);
  }

  private void deploy(Call call) {
    var donor = call.donor();
    var id =
        deployments.computeIfAbsent(
            call.callId(), _ -> chain.seenByDonor(call).path("deploymentId").asText());
    var deployment = chain.deployment(id, donor);
    var state = deployment.view().path("state").asText();
    var next = Arrays.stream(Step.values()).dropWhile(step -> !step.after.equals(state));
    next.forEach(
        step -> chain.step(deployment, step.byDonor ? donor : host, step.path, body(step)));
  }

  private Map<String, ?> body(Step step) {
    return switch (step) {
      case MOBILISATION -> mobilisation();
      case RETURN -> Map.of("kilometres", 80);
      case ARRIVAL, ON_TASK, RELEASE -> Map.of();
    };
  }

  private Map<String, ?> mobilisation() {
    var arrival = chain.now().plus(Duration.ofHours(1)).toString();
    return Map.of("callSign", "X-1", "headcount", 2, "expectedArrival", arrival);
  }

  /**
   * A refusal here is the platform's answer to a repeated act, or the state has moved on: the next
   * look tells.
   */
  private void persist(Runnable act) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        act.run();
        return;
      } catch (Refused no) {
        if (!no.isStale()) {
          return;
        }
      } catch (Mismatch away) {
        if (System.nanoTime() > end) {
          throw away;
        }
        LockSupport.parkNanos(pause.get().toNanos());
      }
    }
  }
}
