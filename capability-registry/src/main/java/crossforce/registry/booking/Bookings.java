package crossforce.registry.booking;

import crossforce.contract.AssetId;
import crossforce.contract.BookingId;
import crossforce.contract.Classification;
import crossforce.contract.RequestId;
import crossforce.contract.TimeSlot;
import crossforce.contract.UnavailabilityId;
import crossforce.registry.booking.model.Booking;
import crossforce.registry.booking.model.Occupation;
import crossforce.registry.booking.model.Unavailability;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The calendars of all assets. Read and written under the lock of the asset's row; the constraint
 * {@code bookings_do_not_overlap} stands behind it.
 */
@ApplicationScoped
public class Bookings implements PanacheRepositoryBase<BookingRow, UUID> {
  Booking get(BookingId id) {
    return row(id.value(), BookingRow.PROMISE)
        .map(BookingRow::booking)
        .orElseGet(Booking.None::new);
  }

  Unavailability get(UnavailabilityId id) {
    return row(id.value(), BookingRow.UNAVAILABILITY)
        .map(BookingRow::unavailability)
        .orElseGet(Unavailability.None::new);
  }

  /** Whose time a booking takes for what, which never changes. */
  record Ends(AssetId asset, RequestId request) {}

  /** Read without loading the row, so that a look under the lock reads it afresh. */
  Optional<Ends> ends(BookingId id) {
    return getEntityManager()
        .createQuery(
            "select b.assetId, b.requestId from BookingRow b where b.id = :id and b.kind = :kind",
            Object[].class)
        .setParameter("id", id.value())
        .setParameter("kind", BookingRow.PROMISE)
        .getResultStream()
        .map(row -> new Ends(new AssetId((UUID) row[0]), new RequestId((UUID) row[1])))
        .findFirst();
  }

  boolean isDeployed(BookingId id) {
    return row(id.value(), BookingRow.PROMISE).map(row -> row.deployed).orElse(false);
  }

  /** How secret a promise is that is kept here. */
  Optional<Classification> classification(BookingId id) {
    return row(id.value(), BookingRow.PROMISE).map(BookingRow::classification);
  }

  /**
   * Keeps a promise.
   *
   * @param classification when it is new; it never changes
   */
  void put(BookingId id, AssetId asset, Booking booking, Classification classification) {
    var row = findById(id.value());
    var isNew = row == null;
    if (row == null) {
      row = new BookingRow(id, asset, classification);
    }
    row.become(booking, isFree(id.value(), asset, row.taken(booking)));
    save(row, isNew);
  }

  void put(UnavailabilityId id, AssetId asset, Unavailability unavailability) {
    var row = findById(id.value());
    var isNew = row == null;
    if (row == null) {
      row = new BookingRow(id, asset);
    }
    row.become(unavailability, isFree(id.value(), asset, BookingRow.taken(unavailability)));
    save(row, isNew);
  }

  void setOut(BookingId id, Instant at) {
    findById(id.value()).setOut(at);
    flush();
  }

  /**
   * What takes an asset's time from a moment on.
   *
   * @param now by which an overdue deployment is judged
   */
  public List<Occupation> calendar(AssetId asset, Instant after, Instant now) {
    return find(
            "assetId = ?1 and blockedUntil is not null and (blockedUntil > ?2 or deployed)",
            asset.value(),
            after)
        .stream()
        .flatMap(row -> row.occupation(now).stream())
        .toList();
  }

  /** What takes an asset's time within a range. */
  List<Occupation> calendar(AssetId asset, TimeSlot range, Instant now) {
    return fleet(List.of(asset), range, now).getOrDefault(asset, List.of());
  }

  /** The calendars of a fleet within a range, an empty one for each asset that is free. */
  Map<AssetId, List<Occupation>> fleet(List<AssetId> assets, TimeSlot range, Instant now) {
    Map<AssetId, List<Occupation>> calendars = new HashMap<>();
    assets.forEach(asset -> calendars.put(asset, new ArrayList<>()));
    if (!assets.isEmpty()) {
      find(
              """
              assetId in ?1 and blockedUntil is not null
              and (blockedUntil > ?2 and blockedFrom < ?3 or deployed)\
              """,
              assets.stream().map(AssetId::value).toList(),
              range.from(),
              range.until())
          .stream()
          .forEach(row ->
              row.occupation(now)
                  .ifPresent(taken ->
                      calendars
                          .computeIfAbsent(new AssetId(row.assetId), _ -> new ArrayList<>())
                          .add(taken)));
    }
    return calendars;
  }

  List<BookingRow> of(AssetId asset, String kind, Optional<UUID> after, int limit) {
    return after
        .map(id ->
            find("assetId = ?1 and kind = ?2 and id > ?3 order by id", asset.value(), kind, id))
        .orElseGet(() -> find("assetId = ?1 and kind = ?2 order by id", asset.value(), kind))
        .range(0, limit)
        .list();
  }

  private Optional<BookingRow> row(UUID id, String kind) {
    return findByIdOptional(id).filter(row -> row.kind.equals(kind));
  }

  private boolean isFree(UUID id, AssetId asset, Optional<TimeSlot> slot) {
    return slot.isPresent()
        && count(
                "assetId = ?1 and guarded and id <> ?2 and blockedUntil > ?3 and blockedFrom < ?4",
                asset.value(),
                id,
                slot.get().from(),
                slot.get().until())
            == 0;
  }

  private void save(BookingRow row, boolean isNew) {
    if (isNew) {
      persist(row);
    }
    flush();
  }
}
