package crossforce.registry.booking.model;

import static crossforce.registry.booking.model.Bookable.ASSET;
import static crossforce.registry.booking.model.Bookable.BLOCKED;
import static crossforce.registry.booking.model.Bookable.BOOKING;
import static crossforce.registry.booking.model.Bookable.DUTY;
import static crossforce.registry.booking.model.Bookable.HOLD;
import static crossforce.registry.booking.model.Bookable.NOW;
import static crossforce.registry.booking.model.Bookable.REQUEST;
import static crossforce.registry.booking.model.Bookable.UNTIL;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.LegalBasis;
import crossforce.contract.ShortfallReason;
import crossforce.contract.registry.AssetEvent.BookingEvent;
import crossforce.kit.decision.Decision.Accepted;
import crossforce.kit.decision.Decision.Refused;
import crossforce.registry.GoldenTable;
import crossforce.registry.booking.model.Booking.Cancelled;
import crossforce.registry.booking.model.Booking.Committed;
import crossforce.registry.booking.model.Booking.Ended;
import crossforce.registry.booking.model.Booking.Held;
import crossforce.registry.booking.model.Booking.None;
import crossforce.registry.booking.model.Booking.Promise;
import crossforce.registry.booking.model.BookingCommand.Commit;
import crossforce.registry.booking.model.BookingCommand.GiveUp;
import crossforce.registry.booking.model.BookingCommand.Lapse;
import crossforce.registry.booking.model.BookingCommand.Return;
import crossforce.registry.booking.model.BookingCommand.StandDown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BookingTableTest {
  private static final Promise PROMISE = new Promise(BOOKING, ASSET, REQUEST, DUTY, BLOCKED);

  @Test
  void every_state_answers_every_command_as_the_table_says() {
    var table = new GoldenTable("booking");
    states()
        .forEach((stateName, state) ->
            commands()
                .forEach((commandName, command) ->
                    circumstances()
                        .forEach((name, around) ->
                            table.row(
                                stateName, commandName, name, answer(state, command, around)))));
    table.check();
  }

  /** Thousands of sequences: what is stored is what the events replay to, and ends are ends. */
  @Test
  void replaying_the_events_of_any_walk_gives_its_state() {
    for (var seed = 0; seed < 5_000; seed++) {
      var random = new Random(seed);
      Booking state = new None();
      var told = new ArrayList<BookingEvent>();
      for (var step = 0; step < 12; step++) {
        var around = pick(random, List.copyOf(circumstances().values()));
        var command = pick(random, List.copyOf(commands().values()));
        var now = NOW.plus(Duration.ofMinutes(random.nextInt(60)));
        if (BookingRules.decide(state, command, around, now)
            instanceof Accepted<BookingEvent>(var events)) {
          for (var event : events) {
            var before = state;
            state = BookingRules.evolve(state, event);
            told.add(event);
            assertThat(isOver(before) && !before.equals(state)).as("seed %d", seed).isFalse();
          }
        }
      }

      Booking replayed = new None();
      for (var event : told) {
        replayed = BookingRules.evolve(replayed, event);
      }
      assertThat(replayed).as("seed %d", seed).isEqualTo(state);
    }
  }

  private static boolean isOver(Booking state) {
    return state instanceof Booking.Refused || state instanceof Cancelled || state instanceof Ended;
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static String answer(Booking state, BookingCommand command, Circumstances around) {
    return switch (BookingRules.decide(state, command, around, NOW)) {
      case Refused<BookingEvent>(var why) -> "x " + why.code();
      case Accepted<BookingEvent>(var events) when events.isEmpty() -> "= no change";
      case Accepted<BookingEvent>(var events) -> {
        var after = state;
        for (var event : events) {
          after = BookingRules.evolve(after, event);
        }
        yield "> " + GoldenTable.name(after) + " by " + GoldenTable.told(events);
      }
    };
  }

  private static Map<String, Booking> states() {
    var states = new LinkedHashMap<String, Booking>();
    states.put("none", new None());
    states.put("refused", new Booking.Refused(BOOKING, ASSET, REQUEST, ShortfallReason.HOME_COVER));
    states.put("held", new Held(PROMISE, UNTIL));
    states.put("committed", new Committed(PROMISE));
    states.put("cancelled", new Cancelled(PROMISE));
    states.put("ended", new Ended(PROMISE, NOW));
    return states;
  }

  private static Map<String, BookingCommand> commands() {
    var commands = new LinkedHashMap<String, BookingCommand>();
    commands.put("hold", HOLD);
    commands.put("commit in time", commit(NOW));
    commands.put("commit too late", commit(UNTIL));
    commands.put("give up", new GiveUp(BOOKING, ASSET));
    commands.put("lapse", new Lapse(BOOKING, ASSET));
    commands.put("return", new Return(BOOKING, ASSET, NOW));
    commands.put("stand down", new StandDown(BOOKING, ASSET, NOW));
    return commands;
  }

  private static Map<String, Circumstances> circumstances() {
    var all = new LinkedHashMap<String, Circumstances>();
    all.put("free", Bookable.free());
    all.put(
        "promised otherwise", Bookable.taken(Bookable.occupation(Occupation.Kind.COMMITTED, DUTY)));
    all.put("set out", Bookable.deployed());
    all.put("below home cover", Bookable.home(1, Map.of(ASSET, List.of())));
    all.put("other legal basis", Bookable.lentOn(LegalBasis.S22A));
    return all;
  }

  private static Commit commit(Instant at) {
    return new Commit(BOOKING, ASSET, REQUEST, at);
  }
}
