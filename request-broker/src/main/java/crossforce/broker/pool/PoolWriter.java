package crossforce.broker.pool;

import crossforce.contract.AccreditationCode;
import crossforce.contract.AssetId;
import crossforce.contract.BookingId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.TimeSlot;
import crossforce.contract.UnavailabilityId;
import crossforce.contract.registry.AssetEvent.Accreditation;
import crossforce.contract.registry.AssetEvent.Asset;
import crossforce.contract.registry.CapabilityEvent.Capability;
import crossforce.contract.registry.ForceEvent.Force;
import crossforce.contract.wire.WireJson;
import crossforce.kit.events.Rows;
import crossforce.kit.events.TooEarlyException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Keeps the broker's copy of the registry; each write may be repeated. */
@ApplicationScoped
class PoolWriter {
  /** What ended longer ago than this matters to nobody. */
  private static final Duration KEPT = Duration.ofDays(400);

  private final Rows rows;

  PoolWriter(Rows rows) {
    this.rows = rows;
  }

  void put(ForceId force, Force entry) {
    rows.update(
        """
        insert into pool_forces (force, entry) values (?, ?)
        on conflict (force) do update set entry = excluded.entry
        """,
        force.value(),
        WireJson.write(entry));
  }

  void putFloor(ForceId force, CapabilityCode capability, int least) {
    rows.update(
        """
        insert into pool_floors (force, capability, least) values (?, ?, ?)
        on conflict (force, capability) do update set least = excluded.least
        """,
        force.value(),
        capability.value(),
        least);
  }

  void put(CapabilityCode code, int version, Capability capability) {
    rows.update(
        """
        insert into pool_capabilities (code, version, retired, capability)
        values (?, ?, false, ?)
        on conflict (code) do update
        set version = excluded.version, retired = false, capability = excluded.capability
        where pool_capabilities.version <= excluded.version
        """,
        code.value(),
        version,
        WireJson.write(capability));
  }

  void retire(CapabilityCode code) {
    rows.update("update pool_capabilities set retired = true where code = ?", code.value());
  }

  void put(AssetId id, Asset asset) {
    rows.update(
        """
        insert into pool_assets (asset_id, capability, owner, withdrawn, asset, accreditations)
        values (?, ?, ?, false, ?, '[]')
        on conflict (asset_id) do update
        set capability = excluded.capability, owner = excluded.owner, withdrawn = false,
            asset = excluded.asset
        """,
        id.value(),
        asset.capability().value(),
        asset.owner().value(),
        WireJson.write(asset));
  }

  void withdraw(AssetId id) {
    rows.update("update pool_assets set withdrawn = true where asset_id = ?", id.value());
  }

  void accredit(AssetId id, Accreditation accreditation) {
    putAccreditations(
        id,
        Stream.concat(without(accreditation.code(), accreditationsOf(id)), Stream.of(accreditation))
            .toList());
  }

  void withdrawAccreditation(AssetId id, AccreditationCode code) {
    putAccreditations(id, without(code, accreditationsOf(id)).toList());
  }

  void book(AssetId id, BookingId booking, TimeSlot blocked) {
    take(id, booking.value(), "booking", blocked);
  }

  void makeUnavailable(AssetId id, UnavailabilityId unavailability, TimeSlot slot) {
    take(id, unavailability.value(), "unavailability", slot);
  }

  void free(AssetId id, BookingId booking) {
    rows.update(
        "delete from pool_times where asset_id = ? and time_id = ?", id.value(), booking.value());
  }

  /**
   * The asset is free from then on; not at all taken when that is before it began. What ended long
   * before is forgotten.
   */
  void cut(AssetId id, UUID time, Instant freeFrom) {
    rows.update(
        "delete from pool_times where asset_id = ? and taken_until < ?",
        id.value(),
        freeFrom.minus(KEPT));
    rows.update(
        "delete from pool_times where asset_id = ? and time_id = ? and taken_from >= ?",
        id.value(),
        time,
        freeFrom);
    rows.update(
        "update pool_times set taken_until = ? where asset_id = ? and time_id = ?",
        freeFrom,
        id.value(),
        time);
  }

  private void take(AssetId id, UUID time, String kind, TimeSlot slot) {
    rows.update(
        """
        insert into pool_times (asset_id, time_id, kind, taken_from, taken_until)
        values (?, ?, ?, ?, ?)
        on conflict (asset_id, time_id) do update
        set taken_from = excluded.taken_from, taken_until = excluded.taken_until
        """,
        id.value(),
        time,
        kind,
        slot.from(),
        slot.until());
  }

  private List<Accreditation> accreditationsOf(AssetId id) {
    return rows.first(
            "select accreditations from pool_assets where asset_id = ?",
            row -> PoolCopy.accreditations(row.getString(1)),
            id.value())
        .orElseThrow(() -> new TooEarlyException(id.toString()));
  }

  private static Stream<Accreditation> without(AccreditationCode code, List<Accreditation> held) {
    return held.stream().filter(accreditation -> !accreditation.code().equals(code));
  }

  private void putAccreditations(AssetId id, List<Accreditation> held) {
    rows.update(
        "update pool_assets set accreditations = ? where asset_id = ?",
        WireJson.write(held),
        id.value());
  }
}
