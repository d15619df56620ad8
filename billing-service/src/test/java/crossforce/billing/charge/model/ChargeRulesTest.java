package crossforce.billing.charge.model;

import static crossforce.billing.TestTariffs.london;
import static crossforce.billing.charge.model.ChargeRefusal.CHARGE_AGREED;
import static crossforce.billing.charge.model.ChargeRefusal.NOT_THE_PAYER;
import static crossforce.billing.charge.model.ChargeRefusal.NO_SUCH_CHARGE;
import static crossforce.billing.charge.model.Deployments.CALL;
import static crossforce.billing.charge.model.Deployments.DONOR;
import static crossforce.billing.charge.model.Deployments.HOST;
import static crossforce.billing.charge.model.Deployments.OTHER;
import static crossforce.billing.charge.model.Deployments.REQUEST;
import static crossforce.billing.charge.model.Deployments.asked;
import static crossforce.billing.charge.model.Deployments.known;
import static crossforce.billing.charge.model.Deployments.told;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.billing.Golden;
import crossforce.billing.TestTariffs;
import crossforce.billing.charge.model.Charge.Agreed;
import crossforce.billing.charge.model.Charge.Disputed;
import crossforce.billing.charge.model.Charge.None;
import crossforce.billing.charge.model.Charge.Rated;
import crossforce.billing.charge.model.ChargeCommand.Agree;
import crossforce.billing.charge.model.ChargeCommand.Dispute;
import crossforce.billing.charge.model.ChargeCommand.Rate;
import crossforce.contract.ChargeId;
import crossforce.contract.billing.ChargeEvent;
import crossforce.contract.billing.ChargeEvent.ChargeAgreed;
import crossforce.contract.billing.ChargeEvent.ChargeDisputed;
import crossforce.contract.billing.ChargeEvent.ChargeRated;
import crossforce.kit.decision.Decision;
import crossforce.kit.decision.Decision.Accepted;
import crossforce.kit.decision.Decision.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChargeRulesTest {
  private static final ChargeId CHARGE = Charge.idFor(CALL.deploymentId());
  private static final Rate RATE = rate();
  private static final ChargeRated RATED = (ChargeRated) events(new None(), RATE).getFirst();
  private static final Charge OPEN = ChargeRules.evolve(new None(), RATED);
  private static final Charge AGREED = ChargeRules.evolve(OPEN, new ChargeAgreed(REQUEST, CHARGE));
  private static final Charge DISPUTED =
      ChargeRules.evolve(OPEN, new ChargeDisputed(REQUEST, CHARGE, "Never came"));

  @Test
  void what_was_done_is_rated_for_host_and_donor() {
    assertThat(RATED.payer()).isEqualTo(HOST);
    assertThat(RATED.payee()).isEqualTo(DONOR);
    assertThat(RATED.deploymentId()).isEqualTo(CALL.deploymentId());
    assertThat(RATED.quoted()).isNotEqualTo(RATED.price().fullCost());
    assertThat(RATED.differences()).isNotEmpty();
  }

  @Test
  void the_payer_agrees() {
    given(OPEN).when(new Agree(CHARGE, HOST)).then(new ChargeAgreed(REQUEST, CHARGE));
  }

  @Test
  void the_payee_cannot_agree_and_to_others_there_is_no_charge() {
    given(OPEN).when(new Agree(CHARGE, DONOR)).thenRefused(NOT_THE_PAYER);
    given(OPEN).when(new Agree(CHARGE, OTHER)).thenRefused(NO_SUCH_CHARGE);
  }

  @Test
  void what_is_agreed_cannot_be_disputed_any_more() {
    given(AGREED).when(new Dispute(CHARGE, HOST, "Too dear")).thenRefused(CHARGE_AGREED);
  }

  @Test
  void a_dispute_ends_when_the_payer_agrees_after_all() {
    given(DISPUTED).when(new Agree(CHARGE, HOST)).then(new ChargeAgreed(REQUEST, CHARGE));
  }

  @Test
  void every_state_meets_every_command_as_the_table_says() {
    var states = new LinkedHashMap<String, Charge>();
    states.put("None", new None());
    states.put("Rated", OPEN);
    states.put("Disputed", DISPUTED);
    states.put("Agreed", AGREED);
    Golden.matches("charge.table.txt", table(states, commands()));
  }

  @Test
  void whatever_is_asked_in_whatever_order_replay_is_the_state_and_agreed_is_the_end() {
    for (var seed = 0; seed < 3_000; seed++) {
      var random = new Random(seed);
      var commands = List.copyOf(commands().values());
      Charge state = new None();
      var told = new ArrayList<ChargeEvent>();
      for (var step = 0; step < 12; step++) {
        var before = state;
        var events = events(state, commands.get(random.nextInt(commands.size())));
        for (var event : events) {
          state = ChargeRules.evolve(state, event);
        }
        told.addAll(events);
        if (before instanceof Agreed) {
          assertThat(state).as("seed %d", seed).isEqualTo(before);
        }
      }
      Charge replayed = new None();
      for (var event : told) {
        replayed = ChargeRules.evolve(replayed, event);
      }
      assertThat(replayed).as("seed %d", seed).isEqualTo(state);
      assertThat(told.stream().filter(ChargeRated.class::isInstance).count()).isLessThan(2);
      assertThat(told.stream().filter(ChargeAgreed.class::isInstance).count()).isLessThan(2);
    }
  }

  private static Map<String, ChargeCommand> commands() {
    var commands = new LinkedHashMap<String, ChargeCommand>();
    commands.put("Rate", RATE);
    commands.put("Agree by payer", new Agree(CHARGE, HOST));
    commands.put("Agree by payee", new Agree(CHARGE, DONOR));
    commands.put("Agree by another", new Agree(CHARGE, OTHER));
    commands.put("Dispute by payer", new Dispute(CHARGE, HOST, "Never came"));
    commands.put("Dispute by payer otherwise", new Dispute(CHARGE, HOST, "Too dear"));
    commands.put("Dispute by payee", new Dispute(CHARGE, DONOR, "Never came"));
    commands.put("Dispute by another", new Dispute(CHARGE, OTHER, "Never came"));
    return commands;
  }

  private static String table(Map<String, Charge> states, Map<String, ChargeCommand> commands) {
    var text = new StringBuilder();
    states.forEach((name, state) ->
        commands.forEach((asked, command) ->
            text.append("%-9s %-27s %s%n".formatted(name, asked, outcome(state, command)))));
    return text.toString();
  }

  private static String outcome(Charge state, ChargeCommand command) {
    return switch (ChargeRules.decide(state, command)) {
      case Refused<ChargeEvent>(var why) -> "x " + why.code();
      case Accepted<ChargeEvent>(var events) when events.isEmpty() -> "= no change";
      case Accepted<ChargeEvent>(var events) -> {
        var after = state;
        for (var event : events) {
          after = ChargeRules.evolve(after, event);
        }
        yield "> "
            + switch (after) {
              case None _ -> "None";
              case Rated _ -> "Rated";
              case Agreed _ -> "Agreed";
              case Disputed _ -> "Disputed";
            };
      }
    };
  }

  private static Rate rate() {
    var told =
        told(
            london("2026-11-19T09:10"),
            london("2026-11-19T10:00"),
            london("2026-11-19T18:37"),
            london("2026-11-19T19:27"),
            110);
    var engagement = known(asked("2026-11-19T10:00", "2026-11-19T18:00"), told);
    return new Rate(
        CHARGE,
        engagement,
        engagement.done().orElseThrow(),
        TestTariffs.of(2026),
        TestTariffs.of(2026));
  }

  private static List<ChargeEvent> events(Charge state, ChargeCommand command) {
    return switch (ChargeRules.decide(state, command)) {
      case Accepted<ChargeEvent>(var events) -> events;
      case Refused<ChargeEvent> _ -> List.of();
    };
  }

  private static Given given(Charge state) {
    return new Given(state);
  }

  private record Given(Charge state) {
    When when(ChargeCommand command) {
      return new When(ChargeRules.decide(state, command));
    }
  }

  private record When(Decision<ChargeEvent> decision) {
    void then(ChargeEvent... events) {
      assertThat(decision).isEqualTo(Decision.accept(events));
    }

    void thenRefused(ChargeRefusal why) {
      assertThat(decision).isEqualTo(Decision.refuse(why));
    }
  }
}
