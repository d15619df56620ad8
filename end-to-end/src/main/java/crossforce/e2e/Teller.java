package crossforce.e2e;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import crossforce.e2e.Trail.Told;
import java.io.PrintStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Prints the story of one request as it happens. */
final class Teller {
  private static final int SHORT_ID = 8;

  private final PrintStream out;

  Teller(PrintStream out) {
    this.out = out;
  }

  void chapter(String title) {
    out.println();
    out.println(title);
    out.println("-".repeat(title.length()));
  }

  void say(String line) {
    out.println("  " + line);
  }

  /** What, who, the event's id, and how long after the act that set it off. */
  void event(Told event, Duration after) {
    out.printf("  %-26s %-36s %s %6d ms%n", event.type(), who(event), event.id(), after.toMillis());
  }

  /** How many could go and why the others cannot, line by line, as the host may know it. */
  void candidates(JsonNode candidates) {
    candidates
        .path("lines")
        .forEach(line -> {
          var reasons = stream(line.path("leftOut"));
          var counted =
              reasons.collect(
                  groupingBy(left -> left.path("reason").asText(), TreeMap::new, counting()));
          var leftOut =
              counted.entrySet().stream()
                  .map(reason -> reason.getValue() + " " + reason.getKey())
                  .collect(joining(", "));
          say(
              "line %s: %s could go; left out: %s"
                  .formatted(
                      line.path("line").asText(),
                      line.path("available").asText("some"),
                      leftOut.isEmpty() ? "none" : leftOut));
        });
  }

  void shortfalls(JsonNode request) {
    say("It cannot be filled. That is an outcome, and these are its reasons:");
    request
        .path("shortfalls")
        .forEach(line ->
            say(
                "line %s: %s of %s promised; %s"
                    .formatted(
                        line.path("line").asText(),
                        line.path("promised").asText(),
                        line.path("wanted").asText(),
                        line.path("reasons"))));
  }

  /** The price, its lines, and why it is not what was quoted. */
  void charge(JsonNode charge) {
    var price = charge.path("price");
    say(
        "%s pays %s %s (quoted %s, tariff %s version %s, %s)"
            .formatted(
                charge.path("payer").asText(),
                charge.path("payee").asText(),
                pounds(price.path("fullCost")),
                pounds(charge.path("quoted")),
                price.path("tariff").asText(),
                price.path("tariffVersion").asText(),
                price.path("category").asText()));
    price
        .path("lines")
        .forEach(line ->
            say(
                "    %-16s %-18s %6s %-10s %12s  %s"
                    .formatted(
                        line.path("rule").asText(),
                        line.path("band").asText(),
                        line.path("units").asText(),
                        line.path("unit").asText(),
                        pounds(line.path("fullCost")),
                        line.path("description").asText())));
    charge
        .path("differences")
        .forEach(difference ->
            say(
                "    differs from the quote by %s: %s"
                    .formatted(
                        pounds(difference.path("amount")),
                        difference.path("description").asText())));
  }

  /** Each event below its cause: what, who, when by the platform's clock, the id's beginning. */
  void tree(Trail trail) {
    var events = new TreeMap<String, Told>();
    trail.events().forEach(event -> events.put(event.id(), event));
    branches(trail.tree(), events, 1);
  }

  private void branches(JsonNode nodes, Map<String, Told> events, int depth) {
    nodes.forEach(node -> {
      var event = events.get(node.path("eventId").asText());
      if (event != null) {
        say(
            "%-64s %-36s %s %s"
                .formatted(
                    "  ".repeat(depth) + event.type(),
                    who(event),
                    event.time().truncatedTo(ChronoUnit.SECONDS),
                    event.id().substring(0, SHORT_ID)));
      }
      branches(node.path("children"), events, depth + 1);
    });
  }

  void whatNext(Target target, String requestId) {
    chapter("What to open and try next");
    for (var api : target.services()) {
      say("%-20s %s".formatted(api.service(), api.url("/q/swagger-ui")));
    }
    say("This request's trail, as the auditor reads it:");
    say(
        "    curl -s -H \"Authorization: Bearer $(deploy/local/token auditor)\" "
            + target.audit().url("/trails/" + requestId));
    say(
        "A request of your own: make demo REQUEST=file, or by hand: docs/tutorial/first-request.md");
    say("Kill a service, start it again, and find nothing lost: make faults does all of that");
  }

  private static String who(Told event) {
    var attributes = event.attributes();
    return attributes.getOrDefault("authtype", "").equals("system")
        ? attributes.getOrDefault("authid", "")
        : attributes.getOrDefault("force", "")
            + " ("
            + attributes.getOrDefault("authtype", "")
            + ")";
  }

  private static String pounds(JsonNode pence) {
    var amount = pence.asLong();
    var sign = amount < 0 ? "-" : "";
    return "%s£%,d.%02d".formatted(sign, Math.abs(amount) / 100, Math.abs(amount) % 100);
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
