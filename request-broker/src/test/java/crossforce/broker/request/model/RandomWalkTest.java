package crossforce.broker.request.model;

import static crossforce.broker.request.model.Given.*;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.broker.request.model.Request.Known;
import crossforce.broker.request.model.Request.None;
import crossforce.contract.CallId;
import crossforce.contract.ForceId;
import crossforce.contract.Money;
import crossforce.contract.Priority;
import crossforce.contract.broker.DeclineCode;
import crossforce.contract.broker.Need;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.*;
import crossforce.contract.wire.EventTypes;
import crossforce.contract.wire.Follows;
import crossforce.kit.decision.Decision.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Thousands of requests, each with people, neighbours and timers that act in any order: whatever
 * happens, the events are the state, nothing is told twice, every cause exists, what is missing is
 * looked for, and in the end nobody waits and no asset stays held for nobody.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RandomWalkTest {
  private static final int WALKS = 3000;
  private static final int STEPS = 160;
  private static final int OFTEN = 5;

  @Test
  void whatever_happens_the_search_goes_on_while_something_is_missing_and_nothing_stays_open() {
    var ends = new TreeMap<String, Integer>();
    var seen = new EnumMap<Situation, Integer>(Situation.class);
    for (var seed = 0; seed < WALKS; seed++) {
      var walk = new Walk(seed, seen);
      try {
        walk.run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + " after " + walk.told, e);
      }
      ends.merge(walk.state.getClass().getSimpleName(), 1, Integer::sum);
    }
    assertThat(ends.keySet()).contains("Completed", "UnableToFill", "Withdrawn", "Expired");
    assertThat(Situation.values())
        .as("came about often enough: %s", seen)
        .allMatch(situation -> seen.getOrDefault(situation, 0) >= OFTEN);
  }

  /** One request and everybody around it. */
  private static final class Walk {
    private final Random random;
    private final Neighbours neighbours;
    private final Alarms alarms = new Alarms();
    private final Map<Situation, Integer> seen;
    private final int candidates;
    private final int paceMinutes;
    private final Invariants invariants;
    private final List<RequestEvent> told = new ArrayList<>();
    private final Set<UUID> ids = new HashSet<>();
    private Request state = new None();
    private Instant now = NOW;

    Walk(long seed, Map<Situation, Integer> seen) {
      this.seen = seen;
      random = new Random(seed);
      neighbours = new Neighbours(random);
      candidates = 1 + random.nextInt(12);
      paceMinutes = 2 + random.nextInt(12);
      invariants = new Invariants(candidates, alarms);
    }

    void run() {
      act(submission(anyNeed()));
      if (random.nextBoolean()) { // Authorised at the last minute.
        now = WINDOW.until().minus(Duration.ofMinutes(random.nextInt(30)));
      }
      for (var i = 0; i < STEPS; i++) {
        step();
      }
      settle();
      invariants.assertNothingIsLeftOpen((Known) state);
      neighbours.assertNothingIsHeldFor(((Known) state).affair());
    }

    /** Every answer arrives, every deadline passes, and everybody who has come goes home. */
    private void settle() {
      for (var i = 0;
          i < 1000 && (neighbours.busy() || alarms.anyArmed() || out().isPresent());
          i++) {
        switch (random.nextInt(4)) {
          case 0 -> out().ifPresent(this::bringHome);
          case 1 -> alarms.next().ifPresent(this::ring);
          default -> deliver();
        }
      }
      assertThat(neighbours.busy()).isFalse();
      assertThat(out()).isEmpty();
    }

    private Need anyNeed() {
      var priority = Priority.values()[random.nextInt(3)];
      var least = 1 + random.nextInt(2);
      var armedFirst = random.nextBoolean();
      var first = line(1, armedFirst ? ARMED : DOG, least, least + random.nextInt(3));
      var second = line(2, armedFirst ? DOG : ARMED, 1, 1 + random.nextInt(2));
      return random.nextBoolean() ? need(priority, first) : need(priority, first, second);
    }

    private void step() {
      switch (random.nextInt(16)) {
        case 0 -> act(anyHostCommand());
        case 1 -> now = now.plus(Duration.ofMinutes(random.nextInt(paceMinutes)));
        case 2, 3 -> alarms.ringing(now).ifPresentOrElse(this::ring, this::deliver);
        case 4, 5, 6 -> anyCall().ifPresent(call -> act(anyAnswer(call)));
        case 7 -> anyCall().ifPresent(call -> act(anyDeploymentStep(call)));
        default -> deliver();
      }
    }

    private RequestCommand anyHostCommand() {
      return switch (random.nextInt(40)) { // What ends it all is rare, or little else would happen.
        case 0 -> new RequestCommand.RefuseAuthorisation(REQUEST, AUTHORISER, "no");
        case 1 -> new RequestCommand.Withdraw(REQUEST, REQUESTER, "over");
        case 2 -> new RequestCommand.EndWindow(REQUEST);
        case 3, 4, 5, 6, 7, 8, 9, 10 ->
            anyCall()
                .<RequestCommand>map(call ->
                    new RequestCommand.PlaceOrder(REQUEST, call, AUTHORISER, random.nextBoolean()))
                .orElseGet(() -> new RequestCommand.EndWindow(REQUEST));
        default ->
            new RequestCommand.Authorise(
                REQUEST, AUTHORISER, new Money(1 + random.nextInt(2_000_00)));
      };
    }

    private RequestCommand anyAnswer(CallId call) {
      return switch (random.nextInt(10)) {
        case 0 ->
            new RequestCommand.Decline(
                REQUEST, call, DONOR_OFFICER, DeclineCode.values()[random.nextInt(8)]);
        case 1, 2 ->
            new RequestCommand.OfferProvisionally(REQUEST, call, DONOR_OFFICER, "a driver");
        case 3 -> new RequestCommand.TakeOfferBack(REQUEST, call, DONOR_OFFICER, "needed at home");
        default -> new RequestCommand.MakeOffer(REQUEST, call, DONOR_OFFICER, true);
      };
    }

    private RequestCommand anyDeploymentStep(CallId call) {
      return switch (random.nextInt(7)) {
        case 0 ->
            new RequestCommand.StandDown(
                REQUEST, call, now, random.nextBoolean() ? HOST : donorOf(call), REQUESTER, "no");
        case 1 -> new RequestCommand.ConfirmArrival(REQUEST, call, now);
        case 2 -> new RequestCommand.StartTask(REQUEST, call, now);
        case 3 -> new RequestCommand.Release(REQUEST, call, now);
        case 4 -> new RequestCommand.Return(REQUEST, call, now, 80);
        default ->
            new RequestCommand.Mobilise(REQUEST, call, now, new Deployment.Crew("A1", 2, now));
      };
    }

    private ForceId donorOf(CallId id) {
      return calls()
          .map(Call::ref)
          .filter(ref -> ref.callId().equals(id))
          .findFirst()
          .orElseThrow()
          .donor();
    }

    /** Somebody promised who has neither come home nor been stood down. */
    private Optional<CallId> out() {
      return calls()
          .filter(
              call -> call.state() instanceof Confirmed(_, var deployment) && !deployment.over())
          .findFirst()
          .map(call -> call.ref().callId());
    }

    private void bringHome(CallId id) {
      for (var command :
          List.of(
              new RequestCommand.Mobilise(REQUEST, id, now, new Deployment.Crew("A1", 2, now)),
              new RequestCommand.ConfirmArrival(REQUEST, id, now),
              new RequestCommand.StartTask(REQUEST, id, now),
              new RequestCommand.Release(REQUEST, id, now),
              new RequestCommand.Return(REQUEST, id, now, 80))) {
        act(command);
      }
    }

    /** Time does not go back when an alarm is late, but what it ends is judged as it was then. */
    private void ring(Alarms.Alarm alarm) {
      now = now.isBefore(alarm.at()) ? alarm.at() : now;
      perhapsTwice(() -> handle(alarm.command(), alarm.at(), Optional.empty()));
    }

    private void deliver() {
      neighbours
          .next()
          .ifPresent(message -> {
            ids.add(message.id());
            perhapsTwice(() -> handle(message.command(), now, Optional.of(message.id())));
          });
    }

    private void perhapsTwice(Runnable handling) {
      handling.run();
      if (random.nextInt(10) == 0) { // A duplicate changes nothing.
        var before = state;
        handling.run();
        assertThat(state).isEqualTo(before);
      }
    }

    private void act(RequestCommand command) {
      handle(command, now, Optional.empty());
    }

    private void handle(RequestCommand command, Instant at, Optional<UUID> reactingTo) {
      if (!(RequestRules.decide(state, command, factsAt(at))
          instanceof Accepted<RequestEvent>(var events))) {
        return;
      }
      var all = new ArrayList<>(events);
      var after = RequestRules.evolve(state, events);
      var facts = factsAt(now);
      while (!RequestRules.linesToRank(after, facts).isEmpty()) {
        var ranked =
            (Accepted<RequestEvent>)
                RequestRules.decide(after, rank(after, facts, candidates), facts);
        all.addAll(ranked.events());
        after = RequestRules.evolve(after, ranked.events());
      }
      assertCausesExist(all, reactingTo);
      assertNotGivenUpTooEarly(all);
      told.addAll(all);
      neighbours.hear(all);
      alarms.hear(all);
      note(new Situation.Turn(state, command, now, all));
      state = after;
      assertThat(RequestRules.evolve(new None(), told)).isEqualTo(state);
      if (state instanceof Known known) {
        invariants.assertHold(known, now);
      }
    }

    private void assertNotGivenUpTooEarly(List<RequestEvent> events) {
      for (var i = 0; i < events.size(); i++) {
        if (events.get(i) instanceof RequestUnableToFill) {
          var before = (Known) RequestRules.evolve(state, events.subList(0, i));
          invariants.assertNobodyCouldFill(before, now);
        }
      }
    }

    private void note(Situation.Turn turn) {
      for (var situation : Situation.values()) {
        if (situation.occursIn(turn)) {
          seen.merge(situation, 1, Integer::sum);
        }
      }
    }

    /** As the outbox finds causes; see {@link Follows}. */
    private void assertCausesExist(List<RequestEvent> events, Optional<UUID> reactingTo) {
      var before = new ArrayList<RequestEvent>();
      var idOf = new IdentityHashMap<RequestEvent, UUID>();
      for (var event : events) {
        var id = idOf.computeIfAbsent(event, EventTypes::idOf);
        assertThat(ids.add(id)).as("%s is told once", event).isTrue();
        var follows = event.getClass().getAnnotation(Follows.class);
        if (follows != null) {
          var names = Stream.of(follows.value()).toList();
          var cause =
              before.reversed().stream()
                  .filter(earlier -> names.contains(earlier.getClass()))
                  .findFirst()
                  .map(idOf::get)
                  .or(() -> reactingTo)
                  .orElseGet(() -> EventTypes.idOf(event.once().orElseThrow(), names.getFirst()));
          assertThat(ids).as("the cause of %s", event).contains(cause);
        }
        before.add(event);
      }
    }

    private Stream<Call> calls() {
      return state instanceof Known known ? known.affair().calls() : Stream.of();
    }

    /** Mostly one about which something can still be done. */
    private Optional<CallId> anyCall() {
      var all = calls().toList();
      var standing =
          all.stream().filter(call -> call.state().live() || call.state().taken()).toList();
      var some = standing.isEmpty() || random.nextInt(4) == 0 ? all : standing;
      return some.isEmpty()
          ? Optional.empty()
          : Optional.of(some.get(random.nextInt(some.size())).ref().callId());
    }
  }
}
