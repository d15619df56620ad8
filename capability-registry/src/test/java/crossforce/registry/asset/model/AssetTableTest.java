package crossforce.registry.asset.model;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.AccreditationCode;
import crossforce.contract.AssetId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.LegalBasis;
import crossforce.contract.Position;
import crossforce.contract.RateCode;
import crossforce.contract.Sensitivity;
import crossforce.contract.registry.AssetEvent;
import crossforce.contract.registry.AssetEvent.Accreditation;
import crossforce.contract.registry.AssetEvent.Asset;
import crossforce.contract.registry.AssetEvent.DutyHours;
import crossforce.contract.registry.CapabilityEvent.Capability;
import crossforce.kit.decision.Decision.Accepted;
import crossforce.kit.decision.Decision.Refused;
import crossforce.registry.GoldenTable;
import crossforce.registry.asset.model.AssetCommand.Publish;
import crossforce.registry.asset.model.AssetCommand.RecordAccreditation;
import crossforce.registry.asset.model.AssetCommand.Withdraw;
import crossforce.registry.asset.model.AssetCommand.WithdrawAccreditation;
import crossforce.registry.asset.model.Listing.Listed;
import crossforce.registry.asset.model.Listing.None;
import crossforce.registry.asset.model.Listing.Withdrawn;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AssetTableTest {
  private static final AssetId ID = new AssetId(new UUID(0, 1));
  private static final ForceId KENT = new ForceId("kent");
  private static final CapabilityCode DOG = new CapabilityCode("explosives-search-dog");
  private static final Accreditation HELD =
      new Accreditation(new AccreditationCode("explosives-search-dog"), LocalDate.of(2027, 1, 1));
  private static final Accreditation OTHER =
      new Accreditation(new AccreditationCode("first-aid"), LocalDate.of(2027, 1, 1));
  private static final Asset ASSET = asset(KENT, DOG, 1, Duration.ofMinutes(30), List.of());
  private static final Standing GOOD = new Standing.Good(standard());

  @Test
  void every_state_answers_every_command_as_the_table_says() {
    var table = new GoldenTable("asset");
    states()
        .forEach((stateName, state) ->
            commands()
                .forEach((commandName, command) ->
                    table.row(stateName, commandName, answer(state, command, GOOD))));
    standings()
        .forEach((name, standing) ->
            table.row("none", "publish, " + name, answer(new None(), publish(ASSET), standing)));
    table.check();
  }

  @Test
  void replaying_the_events_of_any_walk_gives_its_state() {
    var commands = List.copyOf(commands().values());
    for (var seed = 0; seed < 3_000; seed++) {
      var random = new Random(seed);
      Listing state = new None();
      var told = new ArrayList<AssetEvent>();
      for (var step = 0; step < 12; step++) {
        var command = commands.get(random.nextInt(commands.size()));
        if (AssetRules.decide(state, command, GOOD) instanceof Accepted<AssetEvent>(var events)) {
          for (var event : events) {
            state = AssetRules.evolve(state, event);
            told.add(event);
          }
          assertThat(AssetRules.decide(state, command, GOOD))
              .as("said twice, done once, seed %d", seed)
              .isEqualTo(new Accepted<>(List.of()));
        }
      }

      Listing replayed = new None();
      for (var event : told) {
        replayed = AssetRules.evolve(replayed, event);
      }
      assertThat(replayed).as("seed %d", seed).isEqualTo(state);
    }
  }

  private static String answer(Listing state, AssetCommand command, Standing standing) {
    return switch (AssetRules.decide(state, command, standing)) {
      case Refused<AssetEvent>(var why) -> "x " + why.code();
      case Accepted<AssetEvent>(var events) when events.isEmpty() -> "= no change";
      case Accepted<AssetEvent>(var events) -> {
        var after = state;
        for (var event : events) {
          after = AssetRules.evolve(after, event);
        }
        yield "> " + GoldenTable.name(after) + " by " + GoldenTable.told(events);
      }
    };
  }

  private static Map<String, Listing> states() {
    var forty =
        IntStream.range(0, 40)
            .mapToObj(i -> new Accreditation(new AccreditationCode("a" + i), HELD.expires()))
            .toList();
    var states = new LinkedHashMap<String, Listing>();
    states.put("none", new None());
    states.put("listed", new Listed(ID, ASSET, List.of(HELD)));
    states.put("listed with forty accreditations", new Listed(ID, ASSET, forty));
    states.put("withdrawn", new Withdrawn(ID, ASSET, List.of(HELD)));
    return states;
  }

  private static Map<String, AssetCommand> commands() {
    var notice = standard().noticeToMove();
    var noDay = new DutyHours(List.of(), LocalTime.of(8, 0), LocalTime.of(16, 0));
    var twice =
        new DutyHours(
            List.of(DayOfWeek.MONDAY, DayOfWeek.MONDAY), LocalTime.of(8, 0), LocalTime.of(16, 0));
    var commands = new LinkedHashMap<String, AssetCommand>();
    commands.put("publish the same", publish(ASSET));
    commands.put("publish another crew", publish(asset(KENT, DOG, 2, notice, List.of())));
    commands.put(
        "publish under another force",
        publish(asset(new ForceId("surrey"), DOG, 1, notice, List.of())));
    commands.put(
        "publish as another capability",
        publish(asset(KENT, new CapabilityCode("drone-team"), 1, notice, List.of())));
    commands.put("publish without a crew", publish(asset(KENT, DOG, 0, notice, List.of())));
    commands.put(
        "publish with more notice than the standard",
        publish(asset(KENT, DOG, 1, notice.plusSeconds(1), List.of())));
    commands.put(
        "publish with notice of over a week",
        publish(asset(KENT, DOG, 1, Duration.ofDays(7).plusSeconds(1), List.of())));
    commands.put(
        "publish hours without days", publish(asset(KENT, DOG, 1, notice, List.of(noDay))));
    commands.put(
        "publish hours of a day twice", publish(asset(KENT, DOG, 1, notice, List.of(twice))));
    commands.put("withdraw", new Withdraw(ID));
    commands.put("record the same accreditation", new RecordAccreditation(ID, HELD));
    commands.put("record another accreditation", new RecordAccreditation(ID, OTHER));
    commands.put("withdraw the accreditation", new WithdrawAccreditation(ID, HELD.code()));
    return commands;
  }

  private static Map<String, Standing> standings() {
    var standings = new LinkedHashMap<String, Standing>();
    standings.put("owner unknown", new Standing.OwnerUnknown());
    standings.put("capability unknown", new Standing.CapabilityUnknown());
    standings.put("capability retired", new Standing.CapabilityRetired());
    return standings;
  }

  private static Publish publish(Asset asset) {
    return new Publish(ID, asset);
  }

  private static Asset asset(
      ForceId owner,
      CapabilityCode capability,
      int crew,
      Duration notice,
      List<DutyHours> staffed) {
    return new Asset(
        owner,
        capability,
        "Explosives search dog team 1",
        new Position(51.2, 0.5),
        crew,
        notice,
        Duration.ofMinutes(10),
        Asset.USUAL_REST,
        new RateCode("dog-handler"),
        staffed,
        List.of(LegalBasis.S24),
        true);
  }

  private static Capability standard() {
    return new Capability(
        "Explosives search dog team",
        "dogs",
        Optional.empty(),
        1,
        List.of(),
        List.of(HELD.code()),
        Duration.ofMinutes(30),
        Sensitivity.OPEN,
        "National police dogs lead",
        false,
        true,
        80);
  }
}
