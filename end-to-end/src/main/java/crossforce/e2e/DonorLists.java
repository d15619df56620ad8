package crossforce.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Looks into donors' lists of calls, with their own tokens, as soon as the event tells of a call.
 * The list is written with the event, so one look is enough, and a missing call is a failure.
 */
final class DonorLists {
  private final Target target;
  private final Tokens tokens;
  private final Executor pool;
  private final Duration platformOffset;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  /** A call in its donor's list: for which request, and since when, in the platform's time. */
  record Seen(String requestId, Instant at) {}

  DonorLists(Target target, Tokens tokens, Executor pool, Duration platformOffset) {
    this.target = target;
    this.tokens = tokens;
    this.pool = pool;
    this.platformOffset = platformOffset;
  }

  void called(String requestId, String callId, String donor) {
    pool.execute(() -> attempt(() -> look(requestId, callId, donor)));
  }

  void attempt(Runnable act) {
    try {
      act.run();
    } catch (Mismatch e) {
      failures.add(e.getMessage());
    }
  }

  Collection<Seen> seen() {
    return seen.values();
  }

  Queue<String> failures() {
    return failures;
  }

  /** From publication to the donor's list, sorted. */
  double[] millisSince(Map<String, Instant> published) {
    return seen.values().stream()
        .filter(call -> published.containsKey(call.requestId()))
        .mapToDouble(
            call -> Duration.between(published.get(call.requestId()), call.at()).toNanos() / 1e6)
        .sorted()
        .toArray();
  }

  private void look(String requestId, String callId, String donor) {
    var list = target.broker().need("/calls?request=" + requestId, tokens.machine(donor));
    for (var call : list.path("items")) {
      if (call.path("callId").asText().equals(callId)
          && call.path("state").asText().equals("called")) {
        seen.put(callId, new Seen(requestId, Instant.now().plus(platformOffset)));
        return;
      }
    }
    failures.add("the call " + callId + " is not in the list of " + donor);
  }
}
