package crossforce.broker.request.model;

import crossforce.contract.AssetId;
import crossforce.contract.broker.Need;
import crossforce.contract.broker.RequestEvent.Candidate;
import crossforce.contract.broker.RequestEvent.Counted;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One line of a need and everybody called for it.
 *
 * @param round counts the rankings, from 1; 0 before the first
 * @param stale somebody fell out since the last ranking, or there was none
 * @param best the front of the last ranking: all that may have been asked from it
 * @param leftOut how often each reason kept an asset out of the last ranking
 */
public record Line(
    Need.Line wanted,
    int round,
    boolean stale,
    List<Candidate> best,
    List<Counted> leftOut,
    List<Call> calls) {
  public Line {
    best = List.copyOf(best);
    leftOut = List.copyOf(leftOut);
    calls = List.copyOf(calls);
  }

  static Line unsourced(Need.Line wanted) {
    return new Line(wanted, 0, true, List.of(), List.of(), List.of());
  }

  public int number() {
    return wanted.number();
  }

  /** Asked, and not ordered yet. */
  public int live() {
    return count(CallState::live);
  }

  /** Ordered or promised. */
  public int taken() {
    return count(CallState::taken);
  }

  /** Promised; what the host stood down since is not wanted any more, and counts. */
  public int secured() {
    return count(CallState::secured);
  }

  /** Promised and not stood down since. */
  public int promised() {
    return count(state ->
        state instanceof CallState.Confirmed(_, var deployment)
            && !(deployment instanceof Deployment.StoodDown));
  }

  /** How many donors must be asked now, so that the line can be filled at all; 0 for none. */
  int missing() {
    return Math.max(0, wanted.least() - taken() - live());
  }

  /** How many more donors to ask, when {@code atOnce} are asked for each one missing. */
  int toAsk(int atOnce) {
    return atOnce * (wanted.most() - taken()) - live();
  }

  boolean full() {
    return secured() >= wanted.most();
  }

  /** All that it cannot do without is promised. */
  boolean enough() {
    return secured() >= wanted.least();
  }

  /** Nothing more is wanted, or nothing more can come. */
  boolean settled() {
    return full() || (enough() && taken() == secured() && live() == 0 && !stale);
  }

  Stream<Call> liveCalls() {
    return calls.stream().filter(call -> call.state().live());
  }

  Candidate candidate(AssetId asset) {
    return best.stream()
        .filter(candidate -> candidate.assetId().equals(asset))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(asset + " was not ranked"));
  }

  Line with(Call changed) {
    return new Line(
        wanted,
        round,
        stale || changed.state().leavesGap(),
        best,
        leftOut,
        calls.stream().map(call -> call.ref().equals(changed.ref()) ? changed : call).toList());
  }

  Line calling(Call call) {
    return new Line(
        wanted,
        round,
        stale,
        best,
        leftOut,
        Stream.concat(calls.stream(), Stream.of(call)).toList());
  }

  Line ranked(int nextRound, List<Candidate> candidates, List<Counted> reasons) {
    var front = candidates.subList(0, Math.min(candidates.size(), MOST_ASKED * wanted.most()));
    return new Line(wanted, nextRound, false, front, reasons, calls);
  }

  private int count(Predicate<CallState> fits) {
    return (int) calls.stream().filter(call -> fits.test(call.state())).count();
  }

  /** Never more donors are asked for one missing asset. */
  static final int MOST_ASKED = 4;
}
