package crossforce.broker.matching.model;

import crossforce.broker.matching.model.Pool.PooledAsset;
import crossforce.contract.AccreditationCode;
import crossforce.contract.AssetId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.Classification;
import crossforce.contract.ForceId;
import crossforce.contract.Jurisdiction;
import crossforce.contract.LegalBasis;
import crossforce.contract.Money;
import crossforce.contract.Position;
import crossforce.contract.Priority;
import crossforce.contract.RateCode;
import crossforce.contract.Sensitivity;
import crossforce.contract.TimeSlot;
import crossforce.contract.broker.Need;
import crossforce.contract.broker.Need.FirearmsAuthority;
import crossforce.contract.broker.Need.RecordedAfterwards;
import crossforce.contract.registry.AssetEvent.Accreditation;
import crossforce.contract.registry.AssetEvent.Asset;
import crossforce.contract.registry.AssetEvent.DutyHours;
import crossforce.contract.registry.CapabilityEvent.Capability;
import crossforce.contract.registry.ForceEvent.Force;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Assets to match, and the ways in which they differ. */
final class Fleet {
  static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z"); // A Monday.
  static final TimeSlot WINDOW =
      new TimeSlot(NOW.plus(Duration.ofHours(4)), NOW.plus(Duration.ofHours(10)));
  static final Position STATION = new Position(53.796, -1.542);
  static final CapabilityCode CODE = new CapabilityCode("armed-response-vehicle");
  static final ForceId HOST = new ForceId("west-yorkshire");
  static final ForceId DONOR = new ForceId("north-yorkshire");
  static final AccreditationCode ARV = new AccreditationCode("arv");

  private Fleet() {}

  static TimeSlot slot(int fromHours, int untilHours) {
    return new TimeSlot(
        NOW.plus(Duration.ofHours(fromHours)), NOW.plus(Duration.ofHours(untilHours)));
  }

  static PooledAsset asset(int n, UnaryOperator<Asset> change) {
    var asset =
        new Asset(
            DONOR,
            CODE,
            "Unit " + n,
            STATION,
            2,
            Duration.ofMinutes(15),
            Duration.ofMinutes(5),
            Asset.USUAL_REST,
            new RateCode("armed-crew"),
            List.of(),
            List.of(LegalBasis.S24),
            true);
    return new PooledAsset(
        new AssetId(new UUID(0, n)),
        change.apply(asset),
        List.of(new Accreditation(ARV, LocalDate.of(2027, 1, 1))),
        List.of(),
        List.of());
  }

  static PooledAsset of(PooledAsset pooled, Asset asset) {
    return new PooledAsset(
        pooled.assetId(), asset, pooled.accreditations(), pooled.bookings(), pooled.unavailable());
  }

  static PooledAsset at(PooledAsset pooled, int kilometres) {
    var a = pooled.asset();
    var degrees = Math.toDegrees((kilometres - 0.001) / 6371.0088);
    var base = new Position(STATION.latitude() + degrees, STATION.longitude());
    return of(
        pooled,
        new Asset(
            a.owner(),
            a.capability(),
            a.name(),
            base,
            a.crew(),
            a.noticeToMove(),
            a.preparation(),
            a.rest(),
            a.rateCode(),
            a.staffed(),
            a.legalBases(),
            a.invented()));
  }

  static PooledAsset owned(PooledAsset pooled, ForceId owner) {
    var a = pooled.asset();
    return of(
        pooled,
        new Asset(
            owner,
            a.capability(),
            a.name(),
            a.base(),
            a.crew(),
            a.noticeToMove(),
            a.preparation(),
            a.rest(),
            a.rateCode(),
            a.staffed(),
            a.legalBases(),
            a.invented()));
  }

  static Asset lent(Asset a, LegalBasis... bases) {
    return new Asset(
        a.owner(),
        a.capability(),
        a.name(),
        a.base(),
        a.crew(),
        a.noticeToMove(),
        a.preparation(),
        a.rest(),
        a.rateCode(),
        a.staffed(),
        List.of(bases),
        a.invented());
  }

  static PooledAsset staffed(PooledAsset pooled, int from, int until) {
    var a = pooled.asset();
    var hours =
        new DutyHours(List.of(DayOfWeek.values()), LocalTime.of(from, 0), LocalTime.of(until, 0));
    return of(
        pooled,
        new Asset(
            a.owner(),
            a.capability(),
            a.name(),
            a.base(),
            a.crew(),
            a.noticeToMove(),
            a.preparation(),
            a.rest(),
            a.rateCode(),
            List.of(hours),
            a.legalBases(),
            a.invented()));
  }

  static PooledAsset accredited(PooledAsset pooled, LocalDate expires) {
    return new PooledAsset(
        pooled.assetId(),
        pooled.asset(),
        List.of(new Accreditation(ARV, expires)),
        pooled.bookings(),
        pooled.unavailable());
  }

  static PooledAsset booked(PooledAsset pooled, TimeSlot slot) {
    return new PooledAsset(
        pooled.assetId(),
        pooled.asset(),
        pooled.accreditations(),
        List.of(slot),
        pooled.unavailable());
  }

  static PooledAsset unavailable(PooledAsset pooled, TimeSlot slot) {
    return new PooledAsset(
        pooled.assetId(),
        pooled.asset(),
        pooled.accreditations(),
        pooled.bookings(),
        List.of(slot));
  }

  static Force force(Jurisdiction jurisdiction, Optional<LocalDate> until) {
    return new Force(
        "A force",
        "E23000000",
        "00",
        "North",
        jurisdiction,
        new BigDecimal("1000"),
        STATION,
        Optional.empty(),
        until,
        List.of(),
        List.of());
  }

  static Capability capability(Sensitivity sensitivity, boolean armed) {
    return new Capability(
        "Armed response vehicle",
        "firearms",
        Optional.empty(),
        2,
        List.of(),
        List.of(ARV),
        Duration.ofMinutes(15),
        sensitivity,
        "Lead",
        armed,
        false,
        80);
  }

  static Need need(LegalBasis basis, Classification classification, boolean authority) {
    return need(basis, classification, authority, Optional.empty());
  }

  /** Recorded after it was agreed by telephone. */
  static Need agreedAt(Instant agreedAt) {
    return need(
        LegalBasis.S24,
        Classification.OFFICIAL,
        true,
        Optional.of(new RecordedAfterwards("Duty superintendent", agreedAt)));
  }

  private static Need need(
      LegalBasis basis,
      Classification classification,
      boolean authority,
      Optional<RecordedAfterwards> recorded) {
    return new Need(
        List.of(new Need.Line(1, CODE, 1, 1)),
        new Need.Place(STATION, "Entrance", "Manager", "+44", "TG", List.of()),
        "WY-1",
        WINDOW,
        Priority.URGENT,
        "Search",
        basis,
        "WY-OPS",
        new Money(100_00),
        classification,
        authority ? Optional.of(new FirearmsAuthority("Commander", NOW, false)) : Optional.empty(),
        recorded);
  }
}
