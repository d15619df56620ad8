package crossforce.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import crossforce.e2e.Chain.Deployment;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The main job, once through: from a host's need to a charge and a proven trail, told as it
 * happens.
 */
public final class Demo {
  private static final Duration ON_THE_ROAD = Duration.ofMinutes(45);
  private static final int KILOMETRES = 90;

  private final Set<String> told = new HashSet<>();
  private final Target target;
  private final Tokens tokens;
  private final Teller teller;
  private final String host;
  private final Chain chain;
  private final PlatformClock clock;
  private final NavigableSet<Instant> acts = new TreeSet<>(); // By the platform's clock.

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
      System.out.println((e instanceof Refused ? "REFUSED  " : "MISMATCH  ") + e.getMessage());
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
    tokens.requirePeopleOf(host);
    var body = file.at(clock.now());
    ask(body);
    if (source(body.path("lines").size())) {
      deploy(body);
      charge();
    }
    prove();
    teller.whatNext(target, chain.requestId());
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
  private boolean source(int lines) {
    teller.chapter("Who can help, at what price, and who will");
    expect(target.broker(), "candidates-ranked", lines);
    teller.candidates(chain.candidates());
    while (true) {
      var state = next();
      tellNews();
      if (state.equals("fulfilled")) {
        expect(target.broker(), "request-fulfilled", 1);
        teller.say("Help is coming.");
        return true;
      }
      if (Chain.ENDED_UNFILLED.contains(state)) {
        teller.shortfalls(chain.request());
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

  private void deploy(ObjectNode body) {
    teller.chapter("The deployment; the clock moves");
    var deployments = chain.deployments();
    var from = Instant.parse(body.path("window").path("from").asText());
    var until = Instant.parse(body.path("window").path("until").asText());
    moveClock(max(clock.now(), from.minus(ON_THE_ROAD)));
    var arrival = max(clock.now().plus(ON_THE_ROAD), from);
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
    moveClock(arrival);
    each(deployments, "deployment-arrived", (d, _) -> chain.step(d, host, "arrival", Map.of()));
    each(deployments, "deployment-on-task", (d, _) -> chain.step(d, host, "on-task", Map.of()));
    moveClock(until);
    each(deployments, "deployment-released", (d, _) -> chain.step(d, host, "release", Map.of()));
    moveClock(until.plus(ON_THE_ROAD));
    each(
        deployments,
        "deployment-returned",
        (d, _) -> chain.step(d, d.donor(), "return", Map.of("kilometres", KILOMETRES)));
    expect(target.registry(), "availability-changed", deployments.size());
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
      teller.charge(charge);
      act(() -> chain.agree(charge.path("chargeId").asText()));
    }
    expect(target.billing(), "charge-agreed", deployments);
  }

  private void prove() {
    teller.chapter("The trail");
    clock.settle();
    tellNews();
    var trail = trail();
    teller.tree(trail);
    var root = chain.prove(trail);
    teller.say("");
    teller.say("every leaf of the log that names this request is told");
    teller.say("root recomputed from the leaves: " + root);
    teller.say("trail verified");
  }

  private void act(Runnable act) {
    acts.add(chain.now());
    act.run();
  }

  private void moveClock(Instant time) {
    clock.moveTo(time);
    acts.add(chain.now());
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
    for (var event : trail.causesFirst()) {
      if (told.add(event.id())) {
        teller.event(event, sinceTheActBefore(event.time()));
      }
    }
  }

  private Duration sinceTheActBefore(Instant time) {
    return Duration.between(Optional.ofNullable(acts.floor(time)).orElse(time), time);
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
