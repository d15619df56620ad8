package crossforce.broker.request.model;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.broker.request.model.Request.Completed;
import crossforce.broker.request.model.Request.Fulfilled;
import crossforce.broker.request.model.Request.Known;
import crossforce.broker.request.model.Request.Open;
import crossforce.broker.request.model.Request.Over;
import java.time.Instant;
import java.util.stream.IntStream;

/**
 * What holds for a request after whatever happened to it, as the host and the donors would put it;
 * none of it asks the model what has to be done next.
 *
 * @param candidates how many assets of each capability there are
 */
record Invariants(int candidates, Alarms alarms) {
  void assertHold(Known state, Instant now) {
    assertWhoeverIsAskedHasADeadline(state);
    assertNobodyIsAskedForNothing(state);
    if (state instanceof Open open) {
      assertTheSearchGoesOn(open, now);
    }
    if (state instanceof Fulfilled(var affair)) {
      assertThat(affair.lines()).as("what a fulfilled request was promised").allMatch(Line::enough);
    }
  }

  /** When nobody is on the way, every answer has arrived and every deadline has passed. */
  void assertNothingIsLeftOpen(Known state) {
    assertThat(alarms.anyArmed()).as("a deadline still to come").isFalse();
    assertThat(state.affair().calls())
        .as("calls that wait for somebody")
        .noneMatch(call -> call.state().live() || call.state() instanceof CallState.Ordered);
    assertThat(state).as("how it ended").isInstanceOfAny(Completed.class, Over.class);
  }

  /** Whatever people do not answer, time ends. */
  private void assertWhoeverIsAskedHasADeadline(Known state) {
    assertThat(state.affair().calls().filter(call -> call.state().live()))
        .as("calls that wait for ever")
        .allMatch(call -> alarms.armedFor(call.ref().callId()));
  }

  /** What has ended, or has all it needs, keeps nobody waiting; not even until a deadline. */
  private void assertNobodyIsAskedForNothing(Known state) {
    if (!(state instanceof Open) || !alarms.armedForWindow()) {
      assertThat(state.affair().calls().filter(call -> call.state().live()))
          .as("calls for what is over")
          .isEmpty();
    }
  }

  /** Before it ends as unable to fill: those never asked are too few for all that is missing. */
  void assertNobodyCouldFill(Known state, Instant now) {
    if (inTime(state, now)) {
      assertThat(state.affair().lines())
          .as("what cannot be filled by those who were never asked")
          .anyMatch(line -> neverAsked(state, line).count() < missing(state, line));
    }
  }

  /** For all that is missing somebody is asked or ordered, and while more is wanted, everybody. */
  private void assertTheSearchGoesOn(Open state, Instant now) {
    for (var line : state.affair().lines()) {
      assertThat(line.taken() + line.live())
          .as("asked, ordered or promised for %s", line)
          .isGreaterThanOrEqualTo(line.wanted().least());
      if (inTime(state, now) && line.taken() + line.live() < line.wanted().most()) {
        assertThat(neverAsked(state, line)).as("could help with %s", line).isEmpty();
      }
    }
  }

  /** How many assets of this line's capability are neither asked nor promised, and have to be. */
  private static int missing(Known state, Line like) {
    return state.affair().lines().stream()
        .filter(line -> line.wanted().capability().equals(like.wanted().capability()))
        .mapToInt(line -> Math.max(0, line.wanted().least() - line.taken() - line.live()))
        .sum();
  }

  private IntStream neverAsked(Known state, Line line) {
    return IntStream.rangeClosed(1, candidates)
        .filter(n -> {
          var asset = Given.asset(line.wanted().capability(), n);
          return state.affair().callWhere(ref -> ref.assetId().equals(asset)).isEmpty();
        });
  }

  private static boolean inTime(Known state, Instant now) {
    return now.isBefore(state.affair().need().window().until());
  }
}
