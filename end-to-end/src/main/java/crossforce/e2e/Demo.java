package crossforce.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crossforce.e2e.Chain.Deployment;
import crossforce.e2e.Trail.Told;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The main job, once through: from a host's need to a charge and a proven trail, told as it
 * happens.
 */
public final class Demo {
  private static final Set<String> CHAIN =
      Set.of(
          "request-submitted",
          "request-authorised",
          "request-published",
          "candidates-ranked",
          "hold-requested",
          "booking-held",
          "availability-changed",
          "quote-requested",
          "quote-given",
          "donor-called",
          "offer-made",
          "order-placed",
          "booking-committed",
          "order-confirmed",
          "request-fulfilled",
          "deployment-mobilised",
          "deployment-arrived",
          "deployment-on-task",
          "deployment-released",
          "deployment-returned",
          "booking-ended",
          "request-completed",
          "charge-rated",
          "charge-agreed");

  private final Set<String> told = new HashSet<>();
  private final Target target;
  private final Tokens tokens;
  private final Teller teller;
  private final String host;
  private final Chain chain;
  private final PlatformClock clock;
  private long actStarted = System.nanoTime();

  Demo(Target target, String host, PrintStream out) {
    this.target = target;
    this.tokens = new Tokens(target);
    this.teller = new Teller(out);
    this.host = host;
    this.chain = new Chain(target, tokens, host);
    this.clock = new PlatformClock(target.services(), tokens.person("operator"));
  }

  /** Arguments: the request's file, or nothing; the host force, or nothing. */
  public static void main(String[] arguments) {
    var file = arguments.length > 0 ? arguments[0] : "";
    var host = arguments.length > 1 && !arguments[1].isBlank() ? arguments[1] : "west-yorkshire";
    try {
      new Demo(Target.local(), host, System.out).run(RequestFile.read(file));
    } catch (Mismatch e) {
      System.out.println();
      System.out.println("MISMATCH  " + e.getMessage());
      System.exit(1);
    }
  }

  void run(RequestFile file) {
    for (var api : target.services()) {
      api.trouble()
          .ifPresent(trouble -> {
            throw new Mismatch(api.service(), trouble + "; start it with 'make up'");
          });
    }
    var body = file.at(clock.now());
    ask(body);
    if (source()) {
      deploy(body);
      charge();
    }
    prove();
    whatNext();
  }

  private void ask(ObjectNode body) {
    teller.chapter("The need of " + host + ", request " + chain.requestId());
    body.path("lines")
        .forEach(line ->
            teller.say(line.path("most").asText() + " × " + line.path("capability").asText()));
    act(() -> chain.submit(body));
    expect(target.broker(), "request-submitted", 1);
    act(() -> chain.authorise(body.path("spendingLimit").asLong()));
    expect(target.broker(), "request-authorised", 1);
    expect(target.broker(), "request-published", 1);
  }

  /** Donors answer every call until the request is filled or cannot be. */
  private boolean source() {
    teller.chapter("Who can help, at what price, and who will");
    while (true) {
      var state = next();
      tellNews();
      if (state.equals("fulfilled")) {
        teller.say("Help is coming.");
        return true;
      }
      if (Chain.ENDED_UNFILLED.contains(state)) {
        tellShortfalls();
        return false;
      }
      for (var call : chain.calls()) {
        if (call.state().equals("called")) {
          act(() -> chain.answer(call, Map.of("answer", "made")));
        }
      }
    }
  }

  /**
   * Waits until there is a call to answer, or the request is filled or ended; says which state it
   * is in.
   */
  private String next() {
    return Wait.until(
        owing(),
        "carries the request on",
        Chain.PATIENCE,
        () -> {
          var state = chain.state();
          var calls = chain.calls();
          var decided = state.equals("fulfilled") || Chain.ENDED_UNFILLED.contains(state);
          return decided || calls.stream().anyMatch(c -> c.state().equals("called"))
              ? Optional.of(state)
              : Optional.empty();
        });
  }

  /**
   * The service whose answer the request waits for now: the first that is not well, else by the
   * state of the calls.
   */
  private Api owing() {
    for (var api : target.services()) {
      if (api.trouble().isPresent()) {
        return api;
      }
    }
    return chain.calls().stream()
        .map(Chain.Call::state)
        .map(state ->
            switch (state) {
              case "holding", "ordered" -> target.registry();
              case "quoting" -> target.billing();
              default -> target.broker();
            })
        .filter(api -> api != target.broker())
        .findFirst()
        .orElse(target.broker());
  }

  private void tellShortfalls() {
    teller.say("It cannot be filled. That is an outcome, and these are its reasons:");
    chain
        .request()
        .path("shortfalls")
        .forEach(line ->
            teller.say(
                "line %s: %s of %s promised; %s"
                    .formatted(
                        line.path("line").asText(),
                        line.path("promised").asText(),
                        line.path("wanted").asText(),
                        line.path("reasons"))));
  }

  private void deploy(ObjectNode body) {
    teller.chapter("The deployment; the clock moves");
    var deployments = chain.deployments();
    var from = Instant.parse(body.path("window").path("from").asText());
    var until = Instant.parse(body.path("window").path("until").asText());
    var arrival = max(clock.now().plus(Duration.ofMinutes(75)), from);
    each(
        deployments,
        "deployment-mobilised",
        (d, number) ->
            chain.step(
                d,
                d.donor(),
                "mobilisation",
                Map.of(
                    "callSign",
                    "DEMO-" + number,
                    "headcount",
                    2,
                    "expectedArrival",
                    arrival.toString())));
    clock.moveTo(arrival);
    each(deployments, "deployment-arrived", (d, _) -> chain.step(d, host, "arrival", Map.of()));
    each(deployments, "deployment-on-task", (d, _) -> chain.step(d, host, "on-task", Map.of()));
    clock.moveTo(until);
    each(deployments, "deployment-released", (d, _) -> chain.step(d, host, "release", Map.of()));
    clock.moveTo(until.plus(Duration.ofMinutes(80)));
    each(
        deployments,
        "deployment-returned",
        (d, _) -> chain.step(d, d.donor(), "return", Map.of("kilometres", 120)));
    expect(target.registry(), "booking-ended", deployments.size());
    expect(target.broker(), "request-completed", 1);
  }

  private interface Step {
    void run(Deployment deployment, int number);
  }

  private void each(List<Deployment> deployments, String event, Step step) {
    for (var i = 0; i < deployments.size(); i++) {
      var number = i + 1;
      act(() -> step.run(deployments.get(number - 1), number));
      expect(target.broker(), event, number);
    }
  }

  private void charge() {
    teller.chapter("The charge");
    var deployments = chain.deployments().size();
    expect(target.billing(), "charge-rated", deployments);
    for (var charge : chain.charges()) {
      tellCharge(charge);
      act(() -> chain.agree(charge.path("chargeId").asText()));
    }
    expect(target.billing(), "charge-agreed", deployments);
  }

  private void tellCharge(JsonNode charge) {
    var price = charge.path("price");
    teller.say(
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
            teller.say(
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
            teller.say(
                "    differs from the quote by %s: %s"
                    .formatted(
                        pounds(difference.path("amount")),
                        difference.path("description").asText())));
  }

  private void prove() {
    teller.chapter("The trail");
    clock.settle();
    tellNews();
    var trail = trail();
    tree(trail.tree(), 1);
    trail.checkCauses(chain.endedUnfilled() ? Set.of("request-unable-to-fill") : CHAIN);
    var root = chain.prove(trail);
    teller.say("");
    teller.say("root recomputed from the leaves: " + root);
    teller.say("trail verified");
  }

  private void tree(JsonNode nodes, int depth) {
    nodes.forEach(node -> {
      teller.say("  ".repeat(depth) + node.path("type").asText());
      tree(node.path("children"), depth + 1);
    });
  }

  private void whatNext() {
    teller.chapter("What to open and try next");
    for (var api : target.services()) {
      teller.say("%-20s %s".formatted(api.service(), api.url("/q/swagger-ui")));
    }
    teller.say("This request's trail: " + target.audit().url("/trails/" + chain.requestId()));
    teller.say("A request of your own: make demo REQUEST=file");
    teller.say("Stop a service, run the demo again, and see what it says: make down; make up");
  }

  private void act(Runnable act) {
    actStarted = System.nanoTime();
    act.run();
  }

  /** Waits until the trail holds this many events of a type, telling all that is new on the way. */
  private void expect(Api owing, String type, int count) {
    Wait.until(
        owing,
        "told " + type,
        Chain.PATIENCE,
        () -> {
          var trail = chain.trail();
          trail.ifPresent(this::tellNews);
          return trail.filter(t -> t.ofType(type).size() >= count);
        });
  }

  private Trail trail() {
    return Wait.until(target.audit(), "has the trail", Chain.PATIENCE, chain::trail);
  }

  private void tellNews() {
    chain.trail().ifPresent(this::tellNews);
  }

  private void tellNews(Trail trail) {
    var millis = (System.nanoTime() - actStarted) / 1_000_000;
    for (var event : trail.events()) {
      if (told.add(event.id())) {
        teller.event(event.type(), who(event), event.id(), millis);
      }
    }
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

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
