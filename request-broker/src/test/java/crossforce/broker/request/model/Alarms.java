package crossforce.broker.request.model;

import static crossforce.broker.request.model.Given.POLICY;
import static crossforce.broker.request.model.Given.REQUEST;

import crossforce.broker.request.model.RequestCommand.EndCall;
import crossforce.broker.request.model.RequestCommand.EndWindow;
import crossforce.contract.CallId;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.HoldRequested;
import crossforce.contract.broker.RequestEvent.RequestSubmitted;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The deadlines of a request as the broker sets them. Each rings once, never too early, perhaps
 * late; none is cancelled, so it may also ring when nobody waits for it any more.
 */
final class Alarms {
  /** What time will do, judged as of the time it was due. */
  record Alarm(Instant at, RequestCommand command) {}

  private final PriorityQueue<Alarm> armed = new PriorityQueue<>(Comparator.comparing(Alarm::at));

  void hear(List<RequestEvent> events) {
    for (var event : events) {
      switch (event) {
        case RequestSubmitted e ->
            armed.add(new Alarm(e.need().window().until(), new EndWindow(REQUEST)));
        case HoldRequested e ->
            armed.add(
                new Alarm(
                    e.until().minus(POLICY.holdGrace()), new EndCall(REQUEST, e.call().callId())));
        case RequestEvent _ -> {}
      }
    }
  }

  boolean anyArmed() {
    return !armed.isEmpty();
  }

  /** The next that has to ring by now, if any. */
  Optional<Alarm> ringing(Instant now) {
    return Optional.ofNullable(armed.peek())
        .filter(next -> !next.at().isAfter(now))
        .flatMap(_ -> next());
  }

  /** The next that will ring some time, if any. */
  Optional<Alarm> next() {
    return Optional.ofNullable(armed.poll());
  }

  boolean armedFor(CallId call) {
    return armed.stream().anyMatch(alarm -> alarm.command().equals(new EndCall(REQUEST, call)));
  }

  boolean armedForWindow() {
    return armed.stream().anyMatch(alarm -> alarm.command() instanceof EndWindow);
  }
}
