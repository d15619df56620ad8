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
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Thousands of requests, each with people, neighbours and timers that act in any order: whatever
 * happens, the events are the state, nothing is told twice, every cause exists, and no asset stays
 * held for nobody.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RandomWalkTest {
  private static final int WALKS = 3000;
  private static final int STEPS = 120;

  @Test
  void whatever_happens_the_events_are_the_state_and_no_hold_leaks() {
    var ends = new java.util.TreeMap<String, Integer>();
    for (var seed = 0; seed < WALKS; seed++) {
      var walk = new Walk(seed);
      try {
        walk.run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + " after " + walk.told, e);
      }
      ends.merge(walk.state.getClass().getSimpleName(), 1, Integer::sum);
    }
    assertThat(ends.keySet()).contains("Completed", "UnableToFill", "Withdrawn", "Expired");
  }

  /** One request and everybody around it. */
  private static final class Walk {
    private final Random random;
    private final Neighbours neighbours;
    private final int candidates;
    private final List<RequestEvent> told = new ArrayList<>();
    private final Set<UUID> ids = new HashSet<>();
    private Request state = new None();
    private Instant now = NOW;

    Walk(long seed) {
      random = new Random(seed);
      neighbours = new Neighbours(random);
      candidates = 1 + random.nextInt(7);
    }

    void run() {
      handle(submission(anyNeed()), Optional.empty());
      for (var i = 0; i < STEPS; i++) {
        step();
      }
      // Everybody who has come goes home, every answer arrives, every deadline passes.
      if (random.nextBoolean()) {
        settle();
      }
      now = WINDOW.until();
      act(new RequestCommand.EndWindow(REQUEST));
      settle();
      assertThat(state).as("what waits for nobody").isNotInstanceOf(Request.Open.class);
      neighbours.assertNothingIsHeldFor(((Known) state).affair());
    }

    private void settle() {
      for (var i = 0; i < 400 && (neighbours.busy() || bringHome() || endCalls()); i++) {
        deliver();
      }
      assertThat(neighbours.busy()).isFalse();
    }

    private Need anyNeed() {
      var priority = Priority.values()[random.nextInt(3)];
      var least = 1 + random.nextInt(2);
      var first = line(1, random.nextBoolean() ? ARMED : DOG, least, least + random.nextInt(2));
      return random.nextBoolean()
          ? need(priority, first)
          : need(priority, first, line(2, DOG, 1, 1 + random.nextInt(2)));
    }

    private void step() {
      switch (random.nextInt(12)) {
        case 0 -> act(anyHostCommand());
        case 1 -> now = now.plus(Duration.ofMinutes(random.nextInt(12)));
        case 2 -> anyCall().ifPresent(call -> act(new RequestCommand.EndCall(REQUEST, call)));
        case 3, 4, 5 -> anyCall().ifPresent(call -> act(anyAnswer(call)));
        case 6, 7 -> anyCall().ifPresent(call -> act(anyDeploymentStep(call)));
        default -> deliver();
      }
    }

    private RequestCommand anyHostCommand() {
      return switch (random.nextInt(9)) {
        case 0 -> new RequestCommand.RefuseAuthorisation(REQUEST, AUTHORISER, "no");
        case 1 -> new RequestCommand.Withdraw(REQUEST, REQUESTER, "over");
        case 2 -> new RequestCommand.EndWindow(REQUEST);
        case 3, 4 ->
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
      return switch (random.nextInt(6)) {
        case 0 ->
            new RequestCommand.Decline(
                REQUEST, call, DONOR_OFFICER, DeclineCode.values()[random.nextInt(8)]);
        case 1 -> new RequestCommand.OfferProvisionally(REQUEST, call, DONOR_OFFICER, "a driver");
        case 2 -> new RequestCommand.TakeOfferBack(REQUEST, call, DONOR_OFFICER, "needed at home");
        default -> new RequestCommand.MakeOffer(REQUEST, call, DONOR_OFFICER);
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

    private boolean bringHome() {
      var next =
          calls()
              .filter(call ->
                  call.state() instanceof Confirmed(_, var deployment) && !deployment.over())
              .findFirst();
      next.ifPresent(call -> {
        var id = call.ref().callId();
        for (var command :
            List.of(
                new RequestCommand.Mobilise(REQUEST, id, now, new Deployment.Crew("A1", 2, now)),
                new RequestCommand.ConfirmArrival(REQUEST, id, now),
                new RequestCommand.StartTask(REQUEST, id, now),
                new RequestCommand.Release(REQUEST, id, now),
                new RequestCommand.Return(REQUEST, id, now, 80))) {
          act(command);
        }
      });
      return next.isPresent();
    }

    private boolean endCalls() {
      var next = calls().filter(call -> call.state().live()).findFirst();
      next.ifPresent(call -> {
        now = now.plus(Duration.ofDays(3));
        act(new RequestCommand.EndCall(REQUEST, call.ref().callId()));
      });
      return next.isPresent();
    }

    private void deliver() {
      neighbours
          .next()
          .ifPresent(message -> {
            ids.add(message.id());
            handle(message.command(), Optional.of(message.id()));
            if (random.nextInt(10) == 0) { // A duplicate changes nothing.
              var before = state;
              handle(message.command(), Optional.of(message.id()));
              assertThat(state).isEqualTo(before);
            }
          });
    }

    private void act(RequestCommand command) {
      handle(command, Optional.empty());
    }

    private void handle(RequestCommand command, Optional<UUID> reactingTo) {
      var facts = factsAt(now);
      if (!(RequestRules.decide(state, command, facts)
          instanceof Accepted<RequestEvent>(var events))) {
        return;
      }
      var all = new ArrayList<>(events);
      var after = RequestRules.evolve(state, events);
      while (!RequestRules.linesToRank(after, facts).isEmpty()) {
        var ranked =
            (Accepted<RequestEvent>)
                RequestRules.decide(after, rank(after, facts, candidates), facts);
        all.addAll(ranked.events());
        after = RequestRules.evolve(after, ranked.events());
      }
      assertCausesExist(all, reactingTo);
      told.addAll(all);
      neighbours.hear(all);
      state = after;
      assertThat(RequestRules.evolve(new None(), told)).isEqualTo(state);
      assertNobodyIsAskedForNothing();
    }

    /** What has ended, or has all it needs, keeps nobody waiting; not even until a deadline. */
    private void assertNobodyIsAskedForNothing() {
      if (state instanceof Known && !(state instanceof Request.Open)) {
        assertThat(calls().filter(call -> call.state().live())).isEmpty();
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

    private Optional<CallId> anyCall() {
      var all = calls().map(call -> call.ref().callId()).toList();
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }
  }
}
