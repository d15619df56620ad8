package crossforce.broker.request.model;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.broker.request.model.Facts.Catalogued;
import crossforce.broker.request.model.Facts.Policy;
import crossforce.broker.request.model.Request.None;
import crossforce.broker.request.model.RequestCommand.Match;
import crossforce.broker.request.model.RequestCommand.Rank;
import crossforce.broker.request.model.RequestCommand.Ranking;
import crossforce.broker.request.model.RequestCommand.Submit;
import crossforce.contract.AccreditationCode;
import crossforce.contract.ActorId;
import crossforce.contract.AssetId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.Classification;
import crossforce.contract.ForceId;
import crossforce.contract.LegalBasis;
import crossforce.contract.Money;
import crossforce.contract.Position;
import crossforce.contract.Priority;
import crossforce.contract.RequestId;
import crossforce.contract.Sensitivity;
import crossforce.contract.ShortfallReason;
import crossforce.contract.TimeSlot;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.Need;
import crossforce.contract.broker.Need.FirearmsAuthority;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.Candidate;
import crossforce.contract.registry.CapabilityEvent.Capability;
import crossforce.contract.wire.NameUuid;
import crossforce.kit.decision.Decision;
import crossforce.kit.decision.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** A request on its way, for tests that read like claims. */
public final class Given {
  public static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  public static final RequestId REQUEST = RequestId.of("3f0c9a52-7f0e-4a6a-9a43-0d1a6f5f6c01");
  public static final ForceId HOST = new ForceId("west-yorkshire");
  public static final ActorId REQUESTER = new ActorId("requester-1");
  static final ActorId AUTHORISER = new ActorId("authoriser-1");
  static final ActorId DONOR_OFFICER = new ActorId("duty-officer-1");
  static final CapabilityCode ARMED = new CapabilityCode("armed-response-vehicle");
  public static final CapabilityCode DOG = new CapabilityCode("explosives-search-dog");
  static final CapabilityCode RETIRED = new CapabilityCode("horse-drawn-van");
  static final Money LIMIT = new Money(1_000_00);
  static final Money PRICE = new Money(400_00);
  static final TimeSlot WINDOW =
      new TimeSlot(NOW.plus(Duration.ofHours(2)), NOW.plus(Duration.ofHours(8)));
  static final FirearmsAuthority AUTHORITY =
      new FirearmsAuthority("Strategic firearms commander", NOW.minusSeconds(600), false);
  static final Policy POLICY =
      new Policy(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofDays(2),
          Duration.ofDays(1),
          Duration.ofMinutes(5),
          2);
  static final Map<CapabilityCode, Catalogued> CATALOGUE =
      Map.of(
          ARMED, new Catalogued(capability(true), false),
          DOG, new Catalogued(capability(false), false),
          RETIRED, new Catalogued(capability(false), true));

  private Request state = new None();
  private Instant now = NOW;
  private Decision<RequestEvent> decision = Decision.accept();

  static Given nothing() {
    return new Given();
  }

  /** Submitted by the requester. */
  static Given submitted(Need need) {
    return nothing().and(submission(need));
  }

  /** Authorised, ranked over this many candidates for every line. */
  public static Given sourcing(Need need, int candidates) {
    return submitted(need)
        .and(new RequestCommand.Authorise(REQUEST, AUTHORISER, LIMIT))
        .ranked(candidates);
  }

  static Submit submission(Need need) {
    return new Submit(REQUEST, HOST, need, REQUESTER, true, false);
  }

  static Facts factsAt(Instant now) {
    return new Facts(now, CATALOGUE, POLICY);
  }

  public static Need need(Priority priority, Need.Line... lines) {
    var armed = List.of(lines).stream().anyMatch(line -> line.capability().equals(ARMED));
    return new Need(
        List.of(lines),
        new Need.Place(
            new Position(53.79, -1.54),
            "Main entrance",
            "Incident manager",
            "+44 113",
            "TG1",
            List.of()),
        "WY-1",
        WINDOW,
        priority,
        "Search of a station",
        LegalBasis.S24,
        "WY-OPS",
        LIMIT,
        Classification.OFFICIAL,
        armed ? Optional.of(AUTHORITY) : Optional.empty(),
        Optional.empty());
  }

  static Need with(Need need, TimeSlot window) {
    return new Need(
        need.lines(),
        need.place(),
        need.incidentReference(),
        window,
        need.priority(),
        need.purpose(),
        need.legalBasis(),
        need.funding(),
        need.spendingLimit(),
        need.classification(),
        need.authority(),
        need.recordedAfterwards());
  }

  static Need with(Need need, Optional<FirearmsAuthority> authority) {
    return new Need(
        need.lines(),
        need.place(),
        need.incidentReference(),
        need.window(),
        need.priority(),
        need.purpose(),
        need.legalBasis(),
        need.funding(),
        need.spendingLimit(),
        need.classification(),
        authority,
        need.recordedAfterwards());
  }

  static Need with(Need need, Need.RecordedAfterwards recorded) {
    return new Need(
        need.lines(),
        need.place(),
        need.incidentReference(),
        need.window(),
        need.priority(),
        need.purpose(),
        need.legalBasis(),
        need.funding(),
        need.spendingLimit(),
        need.classification(),
        need.authority(),
        Optional.of(recorded));
  }

  static Need with(Need need, LegalBasis basis) {
    return new Need(
        need.lines(),
        need.place(),
        need.incidentReference(),
        need.window(),
        need.priority(),
        need.purpose(),
        basis,
        need.funding(),
        need.spendingLimit(),
        need.classification(),
        need.authority(),
        need.recordedAfterwards());
  }

  static Need with(Need need, Money spendingLimit) {
    return new Need(
        need.lines(),
        need.place(),
        need.incidentReference(),
        need.window(),
        need.priority(),
        need.purpose(),
        need.legalBasis(),
        need.funding(),
        spendingLimit,
        need.classification(),
        need.authority(),
        need.recordedAfterwards());
  }

  public static Need.Line line(int number, CapabilityCode code, int least, int most) {
    return new Need.Line(number, code, least, most);
  }

  static AssetId asset(CapabilityCode capability, int n) {
    return new AssetId(NameUuid.of(new UUID(0, 0), "asset/%s/%d".formatted(capability, n)));
  }

  static ForceId donor(int n) {
    return new ForceId("donor-" + n);
  }

  /** A dog that is asked for. */
  public static CallRef ref(int line, int round, int n) {
    return ref(DOG, line, round, n);
  }

  static CallRef ref(CapabilityCode capability, int line, int round, int n) {
    return CallRef.of(REQUEST, line, round, asset(capability, n), donor(n));
  }

  static Match match(CapabilityCode capability, int n) {
    var travel = Duration.ofMinutes(30L + n);
    var blocked = WINDOW.widenedBy(travel, travel.plusHours(11));
    return new Match(
        new Candidate(asset(capability, n), donor(n), travel.plusMinutes(15), travel, 40 + n),
        WINDOW,
        blocked);
  }

  /** All candidates up to a number but those asked before; after the window, all come too late. */
  static Rank rank(Request state, Facts facts, int candidates) {
    var affair = ((Request.Known) state).affair();
    var spent = affair.spent();
    var inTime = facts.now().isBefore(affair.need().window().until()) ? candidates : 0;
    var rankings =
        RequestRules.linesToRank(state, facts).stream()
            .map(line -> ranking(affair.line(line), spent, inTime))
            .toList();
    return new Rank(affair.requestId(), rankings);
  }

  private static Ranking ranking(Line line, Map<AssetId, ShortfallReason> spent, int candidates) {
    var code = line.wanted().capability();
    return new Ranking(
        line.number(),
        IntStream.rangeClosed(1, candidates)
            .mapToObj(n -> match(code, n))
            .filter(match -> !spent.containsKey(match.candidate().assetId()))
            .toList(),
        IntStream.rangeClosed(1, candidates)
            .filter(n -> spent.containsKey(asset(code, n)))
            .mapToObj(
                n -> new RequestEvent.LeftOut(asset(code, n), donor(n), spent.get(asset(code, n))))
            .toList());
  }

  Given at(Instant later) {
    now = later;
    return this;
  }

  Given ranked(int candidates) {
    return and(rank(state, factsAt(now), candidates));
  }

  /** Something that happens on the way, and must. */
  public Given and(RequestCommand command) {
    var accepted =
        (Decision.Accepted<RequestEvent>) RequestRules.decide(state, command, factsAt(now));
    state = RequestRules.evolve(state, accepted.events());
    return this;
  }

  /** Asked, held and priced. */
  Given called(CallRef call) {
    return and(new RequestCommand.NoteHeld(
            REQUEST, call.bookingId(), new crossforce.contract.RateCode("armed-crew")))
        .and(new RequestCommand.NoteQuoted(REQUEST, call.callId(), PRICE));
  }

  Given offered(CallRef call) {
    return called(call)
        .and(new RequestCommand.MakeOffer(REQUEST, call.callId(), DONOR_OFFICER, true));
  }

  public Given confirmed(CallRef call) {
    return offered(call).and(new RequestCommand.NoteCommitted(REQUEST, call.bookingId()));
  }

  Given when(RequestCommand command) {
    decision = RequestRules.decide(state, command, factsAt(now));
    return this;
  }

  List<RequestEvent> events() {
    return new ArrayList<>(((Decision.Accepted<RequestEvent>) decision).events());
  }

  @SafeVarargs
  final Given then(Class<? extends RequestEvent>... expected) {
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    assertThat(events().stream().map(RequestEvent::getClass).toList()).isEqualTo(List.of(expected));
    return this;
  }

  Given thenRefused(Refusal why) {
    assertThat(decision).isInstanceOf(Decision.Refused.class);
    var refused = ((Decision.Refused<RequestEvent>) decision).why();
    assertThat(refused instanceof Refusal.Said said ? said.why() : refused).isEqualTo(why);
    return this;
  }

  Instant now() {
    return now;
  }

  public Request state() {
    return state;
  }

  Request after() {
    return RequestRules.evolve(state, events());
  }

  private static Capability capability(boolean armed) {
    return new Capability(
        armed ? "Armed response vehicle" : "Search dog",
        armed ? "firearms" : "search",
        Optional.empty(),
        2,
        List.of(),
        armed ? List.of(new AccreditationCode("arv")) : List.of(),
        Duration.ofMinutes(15),
        Sensitivity.OPEN,
        "Lead",
        armed,
        armed,
        80);
  }
}
