package crossforce.registry.seed;

import static crossforce.contract.LegalBasis.S22A;
import static crossforce.contract.LegalBasis.S24;
import static crossforce.contract.LegalBasis.S98;

import crossforce.contract.AssetId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.CivilTime;
import crossforce.contract.ForceId;
import crossforce.contract.LegalBasis;
import crossforce.contract.Position;
import crossforce.contract.RateCode;
import crossforce.contract.TimeSlot;
import crossforce.contract.UnavailabilityId;
import crossforce.contract.registry.AssetEvent.Accreditation;
import crossforce.contract.registry.AssetEvent.Asset;
import crossforce.contract.registry.AssetEvent.DutyHours;
import crossforce.contract.registry.CapabilityEvent.Capability;
import crossforce.contract.registry.ForceEvent.Force;
import crossforce.contract.wire.Hashes;
import crossforce.contract.wire.NameUuid;
import crossforce.registry.booking.model.UnavailabilityCommand;
import crossforce.registry.seed.SeedFile.Line;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What each force might lend: nobody publishes it, so it is made up from a fixed seed, in
 * proportion to officers, and marked as invented. The same forces always get the same assets under
 * the same ids; only days are counted from the day of the first start.
 */
final class InventedFleet {
  private static final UUID ASSETS = UUID.fromString("d0f4b3f5-3c1e-4d8a-9b60-6f4c5a1c7e21");
  private static final long SEED = 20161013;

  private static final List<DutyHours> ALWAYS = List.of();
  private static final List<DutyHours> OFFICE =
      List.of(hours(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 8, 18));
  private static final List<DutyHours> LATE = List.of(hours(EnumSet.allOf(DayOfWeek.class), 14, 2));
  private static final List<DutyHours> WEEKEND_NIGHTS =
      List.of(hours(EnumSet.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY), 19, 7));

  private final Map<ForceId, Force> forces;
  private final Map<CapabilityCode, Capability> catalogue;
  private final List<Line> fleet = SeedFile.read("fleet.csv");
  private final Map<Line, Set<ForceId>> lending = new HashMap<>();
  private final Instant now;
  private final LocalDate today;

  InventedFleet(
      Map<ForceId, Force> forces, Map<CapabilityCode, Capability> catalogue, Instant now) {
    this.forces = forces;
    this.catalogue = catalogue;
    this.now = now;
    this.today = CivilTime.dayOf(now);
    fleet.forEach(line -> lending.put(line, drawn(line)));
  }

  /** One asset and what goes with it. */
  record Invented(
      AssetId id,
      Asset asset,
      List<Accreditation> accreditations,
      Optional<UnavailabilityCommand.Record> unavailability) {}

  List<Invented> assetsOf(ForceId force) {
    var assets = new ArrayList<Invented>();
    for (var line : fleet) {
      for (var number = 1; number <= count(force, line); number++) {
        assets.add(invent(force, line, number));
      }
    }
    return assets;
  }

  /** The lending floors of a force; those of nothing are left out. */
  Map<CapabilityCode, Integer> homeCoverOf(ForceId force) {
    var floors = new LinkedHashMap<CapabilityCode, Integer>();
    for (var line : fleet) {
      var count = count(force, line);
      var random = random("floor", force, line);
      var floor =
          switch (line.text("home_cover")) {
            case "none" -> 0;
            case "some" -> random.nextInt(4) == 0 ? (count + 1) / 2 : 0;
            case "half" -> count / 2;
            case "all" -> random.nextInt(3) == 0 ? count : count / 2;
            default -> throw new IllegalStateException("unknown home cover: " + line);
          };
      if (floor > 0) {
        floors.put(capability(line), floor);
      }
    }
    return floors;
  }

  private int count(ForceId force, Line line) {
    if (!lending.getOrDefault(line, Set.of()).contains(force)) {
      return 0;
    }
    var officers = entry(force).officers().doubleValue();
    var inProportion = (int) Math.round(officers / line.number("officers_per_asset"));
    return Math.max(line.number("at_least"), inProportion);
  }

  /** Which forces have any: bigger ones sooner, by lot. */
  private Set<ForceId> drawn(Line line) {
    var lots = new HashMap<ForceId, Double>();
    forces.keySet().forEach(force -> lots.put(force, lot(force, line)));
    return lots.entrySet().stream()
        .sorted(Map.Entry.<ForceId, Double>comparingByValue().reversed())
        .limit(line.number("forces"))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private double lot(ForceId force, Line line) {
    return random("lot", force, line).nextDouble() * entry(force).officers().doubleValue();
  }

  private Force entry(ForceId force) {
    return Objects.requireNonNull(forces.get(force), "not in the register");
  }

  private Invented invent(ForceId force, Line line, int number) {
    var capability = capability(line);
    var standard = Objects.requireNonNull(catalogue.get(capability), "not in the catalogue");
    var id = new AssetId(NameUuid.of(ASSETS, force + "/" + capability + "/" + number));
    var random = random(id.toString());
    var entry = entry(force);
    var asset =
        new Asset(
            force,
            capability,
            "%s %d, %s".formatted(standard.name(), number, entry.name()),
            near(entry.hub(), random),
            line.number("crew"),
            noticeToMove(standard, random),
            Duration.parse(line.text("preparation")),
            random.nextInt(8) == 0 ? Duration.ofHours(12) : Asset.USUAL_REST,
            new RateCode(line.text("rate_code")),
            staffed(standard, random),
            legalBases(random),
            true);
    var accreditations =
        standard.accreditations().stream()
            .map(code -> new Accreditation(code, expiry(random)))
            .toList();
    return new Invented(id, asset, accreditations, unavailability(id, random));
  }

  /** Within some 15 kilometres of the hub. */
  private static Position near(Position hub, SplittableRandom random) {
    return new Position(
        rounded(hub.latitude() + random.nextDouble(-0.12, 0.12)),
        rounded(hub.longitude() + random.nextDouble(-0.18, 0.18)));
  }

  private static double rounded(double degrees) {
    return Math.round(degrees * 10_000) / 10_000.0;
  }

  private static Duration noticeToMove(Capability standard, SplittableRandom random) {
    return random.nextInt(3) == 0 ? standard.noticeToMove().dividedBy(2) : standard.noticeToMove();
  }

  /** Who answers at once does so at all hours; the others' calendars differ. */
  private static List<DutyHours> staffed(Capability standard, SplittableRandom random) {
    var atOnce = standard.noticeToMove().compareTo(Duration.ofMinutes(10)) <= 0;
    return switch (random.nextInt(10)) {
      case 0, 1 -> atOnce ? ALWAYS : OFFICE;
      case 2 -> atOnce ? ALWAYS : LATE;
      case 3 -> WEEKEND_NIGHTS;
      default -> ALWAYS;
    };
  }

  private static List<LegalBasis> legalBases(SplittableRandom random) {
    return switch (random.nextInt(20)) {
      case 0 -> List.of(S22A);
      case 1, 2, 3, 4, 5, 6 -> List.of(S24, S98);
      default -> List.of(S24, S22A);
    };
  }

  /** Of twenty, one has lapsed and one lapses within days. */
  private LocalDate expiry(SplittableRandom random) {
    return switch (random.nextInt(20)) {
      case 0 -> today.minusDays(random.nextInt(60));
      case 1 -> today.plusDays(random.nextInt(1, 8));
      default -> today.plusDays(random.nextInt(30, 365));
    };
  }

  private Optional<UnavailabilityCommand.Record> unavailability(
      AssetId asset, SplittableRandom random) {
    var id = new UnavailabilityId(NameUuid.of(asset.value(), "unavailability"));
    return switch (random.nextInt(16)) {
      case 0 -> {
        var until = now.plus(Duration.ofHours(random.nextInt(12, 240)));
        yield Optional.of(
            new UnavailabilityCommand.Record(id, asset, new TimeSlot(now, until), "repair"));
      }
      case 1 -> {
        var from = now.plus(Duration.ofHours(random.nextInt(48, 480)));
        var slot = new TimeSlot(from, from.plus(Duration.ofHours(random.nextInt(8, 72))));
        yield Optional.of(new UnavailabilityCommand.Record(id, asset, slot, "training"));
      }
      default -> Optional.empty();
    };
  }

  private static CapabilityCode capability(Line line) {
    return new CapabilityCode(line.text("capability"));
  }

  private static SplittableRandom random(String what, ForceId force, Line line) {
    return random(what + "/" + force + "/" + line.text("capability"));
  }

  /** Of its own for each name, so that a change of one thing moves nothing else. */
  private static SplittableRandom random(String name) {
    var hash = Hashes.sha256((SEED + "/" + name).getBytes(StandardCharsets.UTF_8));
    return new SplittableRandom(ByteBuffer.wrap(hash).getLong());
  }

  private static DutyHours hours(EnumSet<DayOfWeek> days, int from, int until) {
    return new DutyHours(List.copyOf(days), LocalTime.of(from, 0), LocalTime.of(until, 0));
  }
}
