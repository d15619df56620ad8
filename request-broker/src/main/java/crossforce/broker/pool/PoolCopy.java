package crossforce.broker.pool;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import crossforce.broker.matching.model.Pool;
import crossforce.broker.matching.model.Pool.PooledAsset;
import crossforce.broker.request.model.Facts.Catalogued;
import crossforce.contract.AssetId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.RateCode;
import crossforce.contract.TimeSlot;
import crossforce.contract.registry.AssetEvent.Accreditation;
import crossforce.contract.registry.AssetEvent.Asset;
import crossforce.contract.registry.CapabilityEvent.Capability;
import crossforce.contract.registry.ForceEvent.Force;
import crossforce.contract.wire.WireJson;
import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads the broker's own copy of the registry; {@link PoolWriter} keeps it. */
@ApplicationScoped
public class PoolCopy {
  /** Preparation and rest take a week at most, and travel less than a day. */
  private static final Duration LONGEST_AROUND = Duration.ofDays(10);

  private final Rows rows;
  private final Parsed<Force> forces = new Parsed<>(json -> read(json, Force.class));
  private final Parsed<Capability> capabilities =
      new Parsed<>(json -> read(json, Capability.class));
  private final Parsed<Asset> assets = new Parsed<>(json -> read(json, Asset.class));
  private final Parsed<List<Accreditation>> accreditations = new Parsed<>(PoolCopy::accreditations);

  PoolCopy(Rows rows) {
    this.rows = rows;
  }

  public Map<ForceId, Force> forces() {
    var forces = new HashMap<ForceId, Force>();
    rows.list(
            "select force, entry from pool_forces",
            row -> Map.entry(new ForceId(row.getString(1)), this.forces.of(row.getString(2))))
        .forEach(entry -> forces.put(entry.getKey(), entry.getValue()));
    return forces;
  }

  public Map<CapabilityCode, Catalogued> catalogue(Collection<CapabilityCode> codes) {
    var known = new HashMap<CapabilityCode, Catalogued>();
    rows.list(
            "select code, retired, capability from pool_capabilities where code = any(?)",
            row ->
                Map.entry(
                    new CapabilityCode(row.getString(1)),
                    new Catalogued(capabilities.of(row.getString(3)), row.getBoolean(2))),
            (Object) names(codes))
        .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
    return known;
  }

  public Optional<RateCode> rateCode(AssetId asset) {
    return rows.first(
        "select asset from pool_assets where asset_id = ?",
        row -> assets.of(row.getString(1)).rateCode(),
        asset.value());
  }

  /** Empty for an asset that is not known. */
  public List<Accreditation> accreditationsOf(AssetId asset) {
    return rows.first(
            "select accreditations from pool_assets where asset_id = ?",
            row -> accreditations.of(row.getString(1)),
            asset.value())
        .orElse(List.of());
  }

  /** All assets of the capabilities that are lent, with what is taken of their time near a slot. */
  public Map<CapabilityCode, Pool> pools(Collection<CapabilityCode> codes, TimeSlot slot) {
    var names = names(codes);
    var assets = assets(names, times(names, slot.widenedBy(LONGEST_AROUND, LONGEST_AROUND)));
    var floors = floors(names);
    var forces = forces();
    return codes.stream()
        .distinct()
        .collect(
            toMap(
                code -> code,
                code ->
                    new Pool(
                        assets.getOrDefault(code, List.of()),
                        forces,
                        floors.getOrDefault(code, Map.of()))));
  }

  private Map<CapabilityCode, List<PooledAsset>> assets(String[] codes, Map<UUID, Taken> times) {
    return rows
        .list(
            """
            select asset_id, asset, accreditations from pool_assets
            where capability = any(?) and not withdrawn order by asset_id
            """,
            row -> {
              var id = row.getObject(1, UUID.class);
              var taken = times.getOrDefault(id, Taken.NOTHING);
              return new PooledAsset(
                  new AssetId(id),
                  this.assets.of(row.getString(2)),
                  accreditations.of(row.getString(3)),
                  taken.bookings,
                  taken.unavailable);
            },
            (Object) codes)
        .stream()
        .collect(groupingBy(pooled -> pooled.asset().capability()));
  }

  private Map<CapabilityCode, Map<ForceId, Integer>> floors(String[] codes) {
    var floors = new HashMap<CapabilityCode, Map<ForceId, Integer>>();
    rows.list(
            "select capability, force, least from pool_floors where capability = any(?)",
            row ->
                new Floor(
                    new CapabilityCode(row.getString(1)),
                    new ForceId(row.getString(2)),
                    row.getInt(3)),
            (Object) codes)
        .forEach(floor ->
            floors
                .computeIfAbsent(floor.capability, _ -> new HashMap<>())
                .put(floor.force, floor.least));
    return floors;
  }

  private Map<UUID, Taken> times(String[] codes, TimeSlot range) {
    var times = new HashMap<UUID, Taken>();
    rows.list(
            """
            select t.asset_id, t.kind, t.taken_from, t.taken_until
            from pool_times t join pool_assets a on a.asset_id = t.asset_id
            where a.capability = any(?) and not a.withdrawn
              and tstzrange(t.taken_from, t.taken_until) && tstzrange(?, ?)
            """,
            row ->
                new Time(
                    row.getObject(1, UUID.class),
                    row.getString(2).equals("booking"),
                    new TimeSlot(
                        Rows.instant(row, "taken_from"), Rows.instant(row, "taken_until"))),
            codes,
            range.from(),
            range.until())
        .forEach(time -> {
          var taken = times.computeIfAbsent(time.assetId, _ -> Taken.none());
          (time.booked ? taken.bookings : taken.unavailable).add(time.slot);
        });
    return times;
  }

  private static String[] names(Collection<CapabilityCode> codes) {
    return codes.stream().map(CapabilityCode::value).distinct().toArray(String[]::new);
  }

  private record Floor(CapabilityCode capability, ForceId force, int least) {}

  private record Time(UUID assetId, boolean booked, TimeSlot slot) {}

  private record Taken(List<TimeSlot> bookings, List<TimeSlot> unavailable) {
    static final Taken NOTHING = new Taken(List.of(), List.of());

    static Taken none() {
      return new Taken(new ArrayList<>(), new ArrayList<>());
    }
  }

  static List<Accreditation> accreditations(String json) {
    return List.of(read(json, Accreditation[].class));
  }

  static <T> T read(String json, Class<T> type) {
    return WireJson.read(json.getBytes(StandardCharsets.UTF_8), type);
  }
}
