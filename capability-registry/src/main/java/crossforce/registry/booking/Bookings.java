package crossforce.registry.booking;

import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import crossforce.contract.AssetId;
import crossforce.contract.BookingId;
import crossforce.contract.Classification;
import crossforce.contract.RequestId;
import crossforce.contract.TimeSlot;
import crossforce.contract.UnavailabilityId;
import crossforce.registry.asset.Assets.Kin;
import crossforce.registry.booking.model.Booking;
import crossforce.registry.booking.model.Booking.Ended;
import crossforce.registry.booking.model.Occupation;
import crossforce.registry.booking.model.Unavailability;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
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
  private static final String WITHIN = "b.blockedUntil > :from and b.blockedFrom < :until";

  /**
   * A promise as it is kept here.
   *
   * @param deployed whether its asset has set out
   * @param classification how secret it is, absent when it is not kept yet
   */
  record Kept(Booking booking, boolean deployed, Optional<Classification> classification) {}

  Kept get(BookingId id) {
    return row(id.value(), BookingRow.PROMISE)
        .map(row -> new Kept(row.booking(), row.deployed, Optional.of(row.classification())))
        .orElseGet(() -> new Kept(new Booking.None(), false, Optional.empty()));
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

  /** Keeps a new promise; its classification never changes. */
  void add(BookingId id, AssetId asset, Booking booking, Classification classification) {
    var row = new BookingRow(id, asset, classification);
    become(row, booking);
    save(row, true);
  }

  /** Keeps what has become of a promise. */
  void change(BookingId id, Booking booking) {
    var row = findById(id.value());
    become(row, booking);
    save(row, false);
  }

  private void become(BookingRow row, Booking booking) {
    var free = booking instanceof Ended && isFree(row, row.taken(booking));
    row.become(booking, free);
  }

  void put(UnavailabilityId id, AssetId asset, Unavailability unavailability) {
    var row = findById(id.value());
    var isNew = row == null;
    if (row == null) {
      row = new BookingRow(id, asset);
    }
    row.become(unavailability, isFree(row, BookingRow.taken(unavailability)));
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
    return occupations(
        takings("b.blockedUntil > :after", "a.id = :asset")
            .setParameter("after", after)
            .setParameter("asset", asset.value()),
        now);
  }

  /** What takes an asset's time within a range. */
  List<Occupation> calendar(AssetId asset, TimeSlot range, Instant now) {
    return occupations(
        takings(WITHIN, "a.id = :asset")
            .setParameter("from", range.from())
            .setParameter("until", range.until())
            .setParameter("asset", asset.value()),
        now);
  }

  /** The calendars within a range of all that a force lends of a capability, free or not. */
  Map<AssetId, List<Occupation>> fleet(Kin kin, TimeSlot range, Instant now) {
    return takings(WITHIN, "a.owner = :owner and a.capability = :capability and a.listed")
        .setParameter("from", range.from())
        .setParameter("until", range.until())
        .setParameter("owner", kin.owner().value())
        .setParameter("capability", kin.capability().value())
        .getResultList()
        .stream()
        .collect(
            groupingBy(
                Taking::assetId, flatMapping(taking -> taking.occupation(now).stream(), toList())));
  }

  private TypedQuery<Taking> takings(String when, String whose) {
    return getEntityManager()
        .createQuery(
            """
            select a.id, b.id, b.takenAs, b.blockedFrom, b.blockedUntil, b.lapsesAt,
              b.deployedSince, case when b.deployed then b.state end
            from AssetRow a left join BookingRow b
              on b.assetId = a.id and b.blockedUntil is not null and (%s or b.deployed)
            where %s\
            """
                .formatted(when, whose),
            Taking.class);
  }

  private static List<Occupation> occupations(TypedQuery<Taking> takings, Instant now) {
    return takings.getResultList().stream()
        .flatMap(taking -> taking.occupation(now).stream())
        .toList();
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

  private boolean isFree(BookingRow row, Optional<TimeSlot> slot) {
    return slot.isPresent()
        && count(
                "assetId = ?1 and guarded and id <> ?2 and blockedUntil > ?3 and blockedFrom < ?4",
                row.assetId,
                row.id,
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
