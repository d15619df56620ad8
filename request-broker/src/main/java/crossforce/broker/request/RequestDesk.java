package crossforce.broker.request;

import crossforce.broker.BrokerConfig;
import crossforce.broker.pool.PoolCopy;
import crossforce.broker.request.model.Call;
import crossforce.broker.request.model.Facts;
import crossforce.broker.request.model.Request;
import crossforce.broker.request.model.Request.Known;
import crossforce.broker.request.model.Request.None;
import crossforce.broker.request.model.RequestCommand;
import crossforce.broker.request.model.RequestCommand.Submit;
import crossforce.broker.request.model.RequestRefusal;
import crossforce.broker.request.model.RequestRules;
import crossforce.contract.CallId;
import crossforce.contract.CivilTime;
import crossforce.contract.ForceId;
import crossforce.contract.RequestId;
import crossforce.contract.Topics;
import crossforce.contract.broker.Need;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.CandidatesRanked;
import crossforce.kit.actor.Actor;
import crossforce.kit.decision.Decision.Accepted;
import crossforce.kit.decision.Decision.Refused;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Creations;
import crossforce.kit.http.Versions;
import crossforce.kit.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The only writer of requests, their calls and their deployments. */
@ApplicationScoped
public class RequestDesk {
  private final Requests requests;
  private final Calls calls;
  private final Rankings rankings;
  private final RequestTimers timers;
  private final Matchmaker matchmaker;
  private final PoolCopy pool;
  private final Creations creations;
  private final Outbox outbox;
  private final Clock clock;
  private final BrokerConfig config;

  RequestDesk(
      Requests requests,
      Calls calls,
      Rankings rankings,
      RequestTimers timers,
      Matchmaker matchmaker,
      PoolCopy pool,
      Creations creations,
      Outbox outbox,
      Clock clock,
      BrokerConfig config) {
    this.requests = requests;
    this.calls = calls;
    this.rankings = rankings;
    this.timers = timers;
    this.matchmaker = matchmaker;
    this.pool = pool;
    this.creations = creations;
    this.outbox = outbox;
    this.clock = clock;
    this.config = config;
  }

  /**
   * A request as it stands after a command.
   *
   * @param created whether the command made it
   */
  record Seen(Known request, long version, boolean created) {}

  /** The body is what the client sent, so that only the same may be sent again. */
  @Transactional(dontRollbackOn = RefusedException.class)
  Seen submit(RequestId id, ForceId host, Need need, Actor by, Object body) {
    if (!creations.admit("request", id.value(), host, body)) {
      return present(id);
    }
    var seen = write(Optional.empty(), submission(id, host, need, by), clock.instant());
    return new Seen(seen.request(), seen.version(), true);
  }

  /** What neighbours tell; for them, that nothing changed is an answer too. */
  @Transactional(dontRollbackOn = RefusedException.class)
  public void handle(RequestCommand command) {
    handleAt(command, Optional.empty(), clock.instant());
  }

  /** What people ask; those who may collide with others name the version that they have seen. */
  @Transactional(dontRollbackOn = RefusedException.class)
  Seen handle(RequestCommand command, Optional<Long> seenVersion) {
    return handleAt(command, seenVersion, clock.instant());
  }

  /** What time does, judged as of the time it was due. */
  @Transactional(dontRollbackOn = RefusedException.class)
  void handleDue(RequestCommand command, Instant dueAt) {
    handleAt(command, Optional.empty(), dueAt);
  }

  private Seen handleAt(RequestCommand command, Optional<Long> seenVersion, Instant now) {
    var row = requests.lock(command.requestId());
    if (row.isEmpty()) {
      throw new RefusedException(RequestRefusal.NO_SUCH_REQUEST);
    }
    seenVersion.ifPresent(seen -> Versions.check(seen, row.get().version));
    return write(row, command, now);
  }

  private Seen write(Optional<RequestRow> row, RequestCommand command, Instant now) {
    Request before = row.<Request>map(RequestRow::state).orElseGet(None::new);
    var facts = factsFor(needOf(before, command), now);
    var events = new ArrayList<RequestEvent>(decide(before, command, facts));
    var after = RequestRules.evolve(before, events);
    // A late timer is judged as of its time, but help is looked for as of now.
    var factsNow = new Facts(clock.instant(), facts.catalogue(), facts.policy());
    for (var lines = RequestRules.linesToRank(after, factsNow);
        !lines.isEmpty();
        lines = RequestRules.linesToRank(after, factsNow)) {
      var affair = ((Known) after).affair();
      var more = decide(after, matchmaker.rank(affair, lines, factsNow), factsNow);
      events.addAll(more);
      after = RequestRules.evolve(after, more);
    }
    var known = (Known) after;
    return events.isEmpty()
        ? new Seen(known, row.orElseThrow().version, false)
        : saved(row, before, known, events);
  }

  private Seen saved(
      Optional<RequestRow> row, Request before, Known after, List<RequestEvent> events) {
    var affair = after.affair();
    var saved = requests.put(row, affair.requestId(), after);
    var callsBefore = callsOf(before);
    affair
        .calls()
        .filter(call -> call.state().toldToDonor())
        .filter(call -> !call.equals(callsBefore.get(call.ref().callId())))
        .forEach(call -> calls.put(affair, call));
    rankings.put(affair.requestId(), only(CandidatesRanked.class, events));
    timers.follow(events);
    outbox.append(Topics.REQUESTS, events, affair.need().classification());
    return new Seen(after, saved.version, false);
  }

  private static <E> List<E> only(Class<E> type, List<RequestEvent> events) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<RequestEvent> decide(Request state, RequestCommand command, Facts facts) {
    return switch (RequestRules.decide(state, command, facts)) {
      case Refused<RequestEvent>(var why) -> throw new RefusedException(why);
      case Accepted<RequestEvent>(var events) -> events;
    };
  }

  private Submit submission(RequestId id, ForceId host, Need need, Actor by) {
    var forces = pool.forces();
    var today = CivilTime.dayOf(clock.instant());
    var entry = Optional.ofNullable(forces.get(host));
    var abroad =
        entry
            .map(own ->
                forces.values().stream()
                    .anyMatch(force -> force.jurisdiction() != own.jurisdiction()))
            .orElse(false);
    var exists = entry.map(own -> own.existsOn(today)).orElse(false);
    return new Submit(id, host, need, by.id(), exists, abroad);
  }

  private Facts factsFor(Need need, Instant now) {
    var codes = need.lines().stream().map(Need.Line::capability).toList();
    return new Facts(now, pool.catalogue(codes), config.policy());
  }

  private static Need needOf(Request state, RequestCommand command) {
    return switch (state) {
      case Known known -> known.affair().need();
      case None _ when command instanceof Submit submit -> submit.need();
      case None _ -> throw new RefusedException(RequestRefusal.NO_SUCH_REQUEST);
    };
  }

  private static Map<CallId, Call> callsOf(Request request) {
    return request instanceof Known known
        ? known
            .affair()
            .calls()
            .collect(Collectors.toMap(call -> call.ref().callId(), Function.identity()))
        : Map.of();
  }

  private Seen present(RequestId id) {
    var row = requests.find(id).orElseThrow();
    return new Seen(row.state(), row.version, false);
  }
}
