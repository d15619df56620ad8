package crossforce.e2e;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import crossforce.e2e.Patron.Intent;
import crossforce.e2e.Trail.Told;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request of the crowd that could not be filled, judged by its own trail.
 *
 * @param reasons the true ones, of all its lines
 * @param explained whether its people alone took its candidates away; else the platform or the pool
 *     did, which may be right and must be rare
 */
record Unfilled(Set<String> reasons, boolean explained) {
  /** Whatever else happens, these never keep help from a request as the crowd makes them. */
  private static final Set<String> NEVER_RIGHT =
      Set.of("no-authority", "no-tariff", "price-refused", "sensitivity", "too-late");

  /** A call without a promise, and not because the request itself had ended. */
  private static final Set<String> LOST_CALL =
      Set.of("call-abandoned", "call-expired", "offer-declined", "offer-withdrawn", "order-failed");

  static Unfilled of(String requestId, Intent intent, Trail trail) {
    var reasons = new TreeSet<String>();
    for (var end : trail.ofType("request-unable-to-fill")) {
      end.data()
          .path("shortfalls")
          .forEach(line -> line.path("reasons").forEach(counted -> reasons.add(reason(counted))));
    }
    var wrong = new TreeSet<>(reasons);
    wrong.removeIf(reason -> !isWrong(reason, intent));
    if (reasons.isEmpty() || !wrong.isEmpty()) {
      throw new Mismatch(
          "request-broker",
          "request " + requestId + " (" + intent + ") is unable to fill for " + reasons);
    }
    var lost = trail.events().stream().filter(event -> LOST_CALL.contains(event.type())).toList();
    return new Unfilled(reasons, !lost.isEmpty() && areIntended(lost, intent));
  }

  private static boolean isWrong(String reason, Intent intent) {
    return NEVER_RIGHT.contains(reason)
        || (reason.equals("donor-declined") && intent != Intent.DECLINE_FIRST);
  }

  /** Only the first donor asked for a line declines or is silent. */
  private static boolean areIntended(List<Told> lost, Intent intent) {
    var meant = intendedEnd(intent);
    var byLine =
        lost.stream()
            .collect(groupingBy(e -> e.data().path("call").path("line").asInt(), counting()));
    return lost.stream().allMatch(event -> meant.filter(event.type()::equals).isPresent())
        && byLine.values().stream().allMatch(calls -> calls == 1);
  }

  private static Optional<String> intendedEnd(Intent intent) {
    return switch (intent) {
      case DECLINE_FIRST -> Optional.of("offer-declined");
      case IGNORE_FIRST -> Optional.of("call-expired");
      case USE, WITHDRAW -> Optional.empty();
    };
  }

  private static String reason(JsonNode counted) {
    return counted.path("reason").asText();
  }
}
