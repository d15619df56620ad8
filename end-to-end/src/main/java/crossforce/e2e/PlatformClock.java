package crossforce.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves the platform's time forward, from deadline to deadline, and lets everything settle at each:
 * outboxes empty, loops idle.
 */
public final class PlatformClock {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final List<Api> services;
  private final String operatorToken;

  public PlatformClock(List<Api> services, String operatorToken) {
    this.services = List.copyOf(services);
    this.operatorToken = operatorToken;
  }

  public Instant now() {
    return Instant.parse(services.getFirst().need("/clock", operatorToken).path("now").asText());
  }

  /** Does nothing when that time has passed already. */
  public void moveTo(Instant target) {
    settle();
    while (now().isBefore(target)) {
      var step = nextDeadline().filter(target::isAfter).orElse(target);
      if (step.isAfter(now())) {
        put(step);
      }
      settle();
    }
  }

  /** Moves it at once, whatever is under way: services judge every deadline as of its own time. */
  public void jumpTo(Instant target) {
    put(target);
  }

  private void put(Instant time) {
    var api = services.getFirst();
    var answer = api.put("/clock", operatorToken, Map.of("now", time.toString()));
    if (answer.status() != 409) { // Meanwhile it is later than that by itself.
      api.needOk("PUT /clock", answer);
    }
  }

  public void settle() {
    for (var quiet = 0; quiet < 2; quiet++) { // Twice over all: one may have woken another.
      for (var api : services) {
        Wait.until(
            api,
            "has settled",
            PATIENCE,
            () -> {
              var clock = api.need("/clock", operatorToken);
              return clock.path("settled").asBoolean() && !overdue(clock)
                  ? Optional.of(clock)
                  : Optional.<JsonNode>empty();
            });
      }
    }
  }

  private static boolean overdue(JsonNode clock) {
    return next(clock)
        .map(due -> !due.isAfter(Instant.parse(clock.path("now").asText())))
        .orElse(false);
  }

  private Optional<Instant> nextDeadline() {
    return services.stream()
        .flatMap(api -> next(api.need("/clock", operatorToken)).stream())
        .min(Instant::compareTo);
  }

  private static Optional<Instant> next(JsonNode clock) {
    return Optional.of(clock.path("nextDeadline").asText())
        .filter(text -> text.length() > 4) // Neither missing nor null.
        .map(Instant::parse);
  }
}
