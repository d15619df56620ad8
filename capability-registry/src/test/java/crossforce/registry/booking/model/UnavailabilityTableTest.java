package crossforce.registry.booking.model;

import static crossforce.registry.booking.model.Bookable.ASSET;
import static crossforce.registry.booking.model.Bookable.NOW;
import static crossforce.registry.booking.model.Bookable.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.TimeSlot;
import crossforce.contract.UnavailabilityId;
import crossforce.contract.registry.AssetEvent;
import crossforce.kit.decision.Decision.Accepted;
import crossforce.kit.decision.Decision.Refused;
import crossforce.registry.GoldenTable;
import crossforce.registry.booking.model.Unavailability.None;
import crossforce.registry.booking.model.Unavailability.Recorded;
import crossforce.registry.booking.model.Unavailability.Shortened;
import crossforce.registry.booking.model.UnavailabilityCommand.End;
import crossforce.registry.booking.model.UnavailabilityCommand.Record;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UnavailabilityTableTest {
  private static final UnavailabilityId ID = new UnavailabilityId(new UUID(3, 1));
  private static final TimeSlot SLOT = slot(-1, 2);
  private static final HomeGuard NO_FLOOR = new HomeGuard(0, Map.of());
  private static final HomeGuard FLOOR = new HomeGuard(1, Map.of(ASSET, List.of()));

  @Test
  void every_state_answers_every_command_as_the_table_says() {
    var table = new GoldenTable("unavailability");
    states()
        .forEach((stateName, state) -> {
          commands()
              .forEach((commandName, command) ->
                  table.row(stateName, commandName, answer(state, command, true, NO_FLOOR)));
          table.row(
              stateName, "record, asset withdrawn", answer(state, recorded(), false, NO_FLOOR));
          table.row(stateName, "record, below the floor", answer(state, recorded(), true, FLOOR));
        });
    table.check();
  }

  @Test
  void replaying_the_events_of_any_walk_gives_its_state() {
    var commands = List.copyOf(commands().values());
    for (var seed = 0; seed < 3_000; seed++) {
      var random = new Random(seed);
      Unavailability state = new None();
      var told = new ArrayList<AssetEvent>();
      for (var step = 0; step < 8; step++) {
        var command = commands.get(random.nextInt(commands.size()));
        var now = NOW.plus(Duration.ofMinutes(random.nextInt(180)));
        if (UnavailabilityRules.decide(state, command, true, NO_FLOOR, now)
            instanceof Accepted<AssetEvent>(var events)) {
          for (var event : events) {
            state = UnavailabilityRules.evolve(state, event);
            told.add(event);
          }
        }
      }

      Unavailability replayed = new None();
      for (var event : told) {
        replayed = UnavailabilityRules.evolve(replayed, event);
      }
      assertThat(replayed).as("seed %d", seed).isEqualTo(state);
    }
  }

  private static String answer(
      Unavailability state, UnavailabilityCommand command, boolean listed, HomeGuard home) {
    return switch (UnavailabilityRules.decide(state, command, listed, home, NOW)) {
      case Refused<AssetEvent>(var why) -> "x " + why.code();
      case Accepted<AssetEvent>(var events) when events.isEmpty() -> "= no change";
      case Accepted<AssetEvent>(var events) -> {
        var after = state;
        for (var event : events) {
          after = UnavailabilityRules.evolve(after, event);
        }
        yield "> %s by %s%s"
            .formatted(GoldenTable.name(after), GoldenTable.told(events), flag(events));
      }
    };
  }

  private static String flag(List<AssetEvent> events) {
    var flagged =
        events.stream()
            .anyMatch(e -> e instanceof AssetEvent.UnavailabilityRecorded r && r.belowHomeCover());
    return flagged ? ", flagged" : "";
  }

  private static Map<String, Unavailability> states() {
    var states = new LinkedHashMap<String, Unavailability>();
    states.put("none", new None());
    states.put("recorded", new Recorded(ID, ASSET, SLOT, "repair"));
    states.put("recorded, over", new Recorded(ID, ASSET, slot(-3, 0), "repair"));
    states.put("recorded, another asset's", new Recorded(ID, OTHER, SLOT, "repair"));
    states.put("shortened", new Shortened(ID, ASSET, SLOT, "repair", NOW));
    states.put("shortened, another asset's", new Shortened(ID, OTHER, SLOT, "repair", NOW));
    return states;
  }

  private static Map<String, UnavailabilityCommand> commands() {
    var commands = new LinkedHashMap<String, UnavailabilityCommand>();
    commands.put("record", recorded());
    commands.put("record another reason", new Record(ID, ASSET, SLOT, "training"));
    commands.put("record what is over", new Record(ID, ASSET, slot(-3, 0), "repair"));
    commands.put("record 366 days", new Record(ID, ASSET, slot(0, 366 * 24), "repair"));
    commands.put("record longer", new Record(ID, ASSET, slot(0, 366 * 24 + 1), "repair"));
    commands.put("end", new End(ID, ASSET));
    return commands;
  }

  private static Record recorded() {
    return new Record(ID, ASSET, SLOT, "repair");
  }

  private static TimeSlot slot(int fromHour, int untilHour) {
    return new TimeSlot(hour(fromHour), hour(untilHour));
  }

  private static Instant hour(int hour) {
    return NOW.plus(Duration.ofHours(hour));
  }
}
