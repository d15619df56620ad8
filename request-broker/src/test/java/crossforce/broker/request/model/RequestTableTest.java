package crossforce.broker.request.model;

import static crossforce.broker.request.model.Given.*;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.broker.request.model.Deployment.Crew;
import crossforce.broker.request.model.Request.Known;
import crossforce.broker.request.model.RequestCommand.*;
import crossforce.contract.Money;
import crossforce.contract.Priority;
import crossforce.contract.RateCode;
import crossforce.contract.ShortfallReason;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.DeclineCode;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.wire.EventTypes;
import crossforce.kit.decision.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Every state × every command as a text that is reviewed like a specification. What was found lies
 * in {@code target/golden}; nothing but a person's hand copies it.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestTableTest {
  private static final CallRef CALL = ref(1, 1, 1);

  @Test
  void every_state_answers_every_command_as_the_table_says() throws IOException {
    var table = new StringBuilder();
    states()
        .forEach((name, given) -> {
          table.append(name).append('\n');
          commands(given)
              .forEach((what, command) ->
                  table.append("  %-24s %s%n".formatted(what, answer(given, command))));
          table.append('\n');
        });
    var found = Path.of("target", "golden", "request.table.txt");
    Files.createDirectories(found.getParent());
    Files.writeString(found, table);
    try (var golden = getClass().getResourceAsStream("/request.table.txt")) {
      assertThat(golden).as("found in %s", found.toAbsolutePath()).isNotNull();
      assertThat(table).hasToString(new String(golden.readAllBytes()));
    }
  }

  private static String answer(Given given, RequestCommand command) {
    return switch (RequestRules.decide(given.state(), command, factsAt(given.now()))) {
      case Decision.Refused<RequestEvent>(var why) -> "x " + why.code();
      case Decision.Accepted<RequestEvent>(var events) when events.isEmpty() -> "= no change";
      case Decision.Accepted<RequestEvent>(var events) ->
          "> %s: %s"
              .formatted(
                  nameOf(RequestRules.evolve(given.state(), events)),
                  events.stream()
                      .map(event -> EventTypes.nameOf(event.getClass()))
                      .collect(Collectors.joining(", ")));
    };
  }

  private static String nameOf(Request state) {
    var call =
        state instanceof Known known
            ? known
                .affair()
                .call(CALL.callId())
                .map(found -> " / " + found.state().getClass().getSimpleName())
                .orElse("")
            : "";
    return state.getClass().getSimpleName() + call;
  }

  private static Map<String, Given> states() {
    var dog = need(Priority.URGENT, line(1, DOG, 1, 1));
    var id = CALL.callId();
    var mobilise = new Mobilise(REQUEST, id, NOW, new Crew("A1", 2, NOW));
    var arrive = new ConfirmArrival(REQUEST, id, NOW);
    var task = new StartTask(REQUEST, id, NOW);
    var release = new Release(REQUEST, id, NOW);
    var comeBack = new Return(REQUEST, id, NOW, 80);
    var withdraw = new Withdraw(REQUEST, REQUESTER, "over");
    var states = new LinkedHashMap<String, Given>();
    states.put("none", nothing());
    states.put("submitted", submitted(dog));
    states.put("published", submitted(dog).and(new Authorise(REQUEST, AUTHORISER, LIMIT)));
    states.put(
        "published, two lines",
        submitted(need(Priority.IMMEDIATE, line(1, DOG, 1, 2), line(2, ARMED, 1, 1))));
    states.put("holding", sourcing(dog, 1));
    states.put(
        "quoting",
        sourcing(dog, 1).and(new NoteHeld(REQUEST, CALL.bookingId(), new RateCode("dog-handler"))));
    states.put("called", sourcing(dog, 1).called(CALL));
    states.put(
        "provisional",
        sourcing(dog, 1)
            .called(CALL)
            .and(new OfferProvisionally(REQUEST, id, DONOR_OFFICER, "a driver")));
    states.put(
        "offered beyond the limit",
        submitted(dog)
            .and(new Authorise(REQUEST, AUTHORISER, new Money(1)))
            .ranked(1)
            .offered(CALL));
    states.put(
        "offered before authorisation",
        submitted(need(Priority.IMMEDIATE, line(1, DOG, 1, 1))).ranked(1).offered(CALL));
    states.put("ordered", sourcing(dog, 1).offered(CALL));
    states.put("fulfilled", sourcing(dog, 1).confirmed(CALL));
    states.put("mobilised", sourcing(dog, 1).confirmed(CALL).and(mobilise));
    states.put("arrived", sourcing(dog, 1).confirmed(CALL).and(mobilise).and(arrive));
    states.put("on task", sourcing(dog, 1).confirmed(CALL).and(mobilise).and(arrive).and(task));
    states.put(
        "released",
        sourcing(dog, 1).confirmed(CALL).and(mobilise).and(arrive).and(task).and(release));
    states.put(
        "completed",
        sourcing(dog, 1)
            .confirmed(CALL)
            .and(mobilise)
            .and(arrive)
            .and(task)
            .and(release)
            .and(comeBack));
    states.put(
        "unable to fill", submitted(dog).and(new Authorise(REQUEST, AUTHORISER, LIMIT)).ranked(0));
    states.put("withdrawn", sourcing(dog, 1).called(CALL).and(withdraw));
    states.put("withdrawn while ordered", sourcing(dog, 1).offered(CALL).and(withdraw));
    states.put(
        "withdrawn on task",
        sourcing(dog, 1).confirmed(CALL).and(mobilise).and(arrive).and(task).and(withdraw));
    states.put(
        "expired", sourcing(dog, 1).called(CALL).at(WINDOW.until()).and(new EndWindow(REQUEST)));
    return states;
  }

  private static Map<String, RequestCommand> commands(Given given) {
    var id = CALL.callId();
    var booking = CALL.bookingId();
    var commands = new LinkedHashMap<String, RequestCommand>();
    commands.put("authorise", new Authorise(REQUEST, AUTHORISER, LIMIT));
    commands.put("refuse authorisation", new RefuseAuthorisation(REQUEST, AUTHORISER, "no"));
    commands.put("ratify", new Ratify(REQUEST, AUTHORISER, "Commander", NOW));
    commands.put("withdraw", new Withdraw(REQUEST, REQUESTER, "over"));
    commands.put("order", new PlaceOrder(REQUEST, id, AUTHORISER, true));
    commands.put("make offer", new MakeOffer(REQUEST, id, DONOR_OFFICER, true));
    commands.put("make lapsed offer", new MakeOffer(REQUEST, id, DONOR_OFFICER, false));
    commands.put("offer provisionally", new OfferProvisionally(REQUEST, id, DONOR_OFFICER, "x"));
    commands.put("decline", new Decline(REQUEST, id, DONOR_OFFICER, DeclineCode.TOO_FAR));
    commands.put("take offer back", new TakeOfferBack(REQUEST, id, DONOR_OFFICER, "no"));
    commands.put("mobilise", new Mobilise(REQUEST, id, NOW, new Crew("A1", 2, NOW)));
    commands.put("confirm arrival", new ConfirmArrival(REQUEST, id, NOW));
    commands.put("start task", new StartTask(REQUEST, id, NOW));
    commands.put("release", new Release(REQUEST, id, NOW));
    commands.put("return", new Return(REQUEST, id, NOW, 80));
    commands.put("host stands down", new StandDown(REQUEST, id, NOW, HOST, REQUESTER, "no"));
    commands.put(
        "donor stands down", new StandDown(REQUEST, id, NOW, CALL.donor(), DONOR_OFFICER, "no"));
    commands.put("rank nobody", new Rank(REQUEST, List.of(new Ranking(1, List.of(), List.of()))));
    commands.put("rank one", ranked(given, 1));
    commands.put("rank two", ranked(given, 2));
    commands.put("note held", new NoteHeld(REQUEST, booking, new RateCode("dog-handler")));
    commands.put(
        "note hold refused", new NoteHoldRefused(REQUEST, booking, ShortfallReason.RESTING));
    commands.put("note quoted", new NoteQuoted(REQUEST, id, PRICE));
    commands.put(
        "note quote refused", new NoteQuoteRefused(REQUEST, id, ShortfallReason.NO_TARIFF));
    commands.put("note committed", new NoteCommitted(REQUEST, booking));
    commands.put(
        "note commit refused", new NoteCommitRefused(REQUEST, booking, ShortfallReason.TOO_LATE));
    commands.put("end call", new EndCall(REQUEST, id));
    commands.put("end window", new EndWindow(REQUEST));
    return commands;
  }

  /** So many candidates for each line. */
  private static RequestCommand ranked(Given given, int candidates) {
    return given.state() instanceof Known
        ? rank(given.state(), factsAt(given.now()), candidates)
        : new Rank(REQUEST, List.of());
  }
}
