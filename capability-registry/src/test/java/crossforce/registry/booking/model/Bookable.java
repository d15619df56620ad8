package crossforce.registry.booking.model;

import crossforce.contract.AccreditationCode;
import crossforce.contract.AssetId;
import crossforce.contract.BookingId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.LegalBasis;
import crossforce.contract.Position;
import crossforce.contract.RateCode;
import crossforce.contract.RequestId;
import crossforce.contract.Sensitivity;
import crossforce.contract.TimeSlot;
import crossforce.contract.registry.AssetEvent.Accreditation;
import crossforce.contract.registry.AssetEvent.Asset;
import crossforce.contract.registry.AssetEvent.DutyHours;
import crossforce.contract.registry.CapabilityEvent.Capability;
import crossforce.registry.booking.model.BookingCommand.Hold;
import crossforce.registry.booking.model.Circumstances.Lendable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An asset that may go, a duty on a Saturday, and the words to change one thing about them. */
final class Bookable {
  static final Instant NOW = Instant.parse("2026-06-06T08:00:00Z"); // A Saturday, 09:00 in London.
  static final ForceId DONOR = new ForceId("south-yorkshire");
  static final CapabilityCode ARV = new CapabilityCode("armed-response-vehicle");
  static final AccreditationCode FIREARMS = new AccreditationCode("authorised-firearms-officer");
  static final AssetId ASSET = new AssetId(new UUID(0, 1));
  static final AssetId OTHER = new AssetId(new UUID(0, 2));
  static final BookingId BOOKING = new BookingId(new UUID(1, 1));
  static final RequestId REQUEST = new RequestId(new UUID(2, 1));
  static final TimeSlot DUTY = slot("2026-06-06T10:00:00Z", "2026-06-06T18:00:00Z");
  static final TimeSlot BLOCKED = slot("2026-06-06T09:00:00Z", "2026-06-07T06:00:00Z");
  static final Instant UNTIL = NOW.plus(Duration.ofMinutes(35));
  static final Hold HOLD = new Hold(BOOKING, ASSET, REQUEST, DONOR, ARV, DUTY, BLOCKED, UNTIL);

  private Bookable() {}

  static Circumstances free() {
    return with(asset(List.of(), List.of(LegalBasis.S24)), List.of(), new HomeGuard(0, Map.of()));
  }

  static Circumstances unknown() {
    return new Circumstances(
        Optional.empty(), LegalBasis.S24, List.of(), new HomeGuard(0, Map.of()), false);
  }

  static Circumstances withdrawn() {
    return with(
        new Lendable(
            asset(List.of(), List.of(LegalBasis.S24)).asset(), accredited(2027), standard(), true),
        List.of(),
        new HomeGuard(0, Map.of()));
  }

  static Circumstances accreditedUntil(LocalDate expires) {
    var asset = asset(List.of(), List.of(LegalBasis.S24)).asset();
    return with(
        new Lendable(asset, List.of(new Accreditation(FIREARMS, expires)), standard(), false),
        List.of(),
        new HomeGuard(0, Map.of()));
  }

  static Circumstances staffed(DutyHours... hours) {
    return with(
        asset(List.of(hours), List.of(LegalBasis.S24)), List.of(), new HomeGuard(0, Map.of()));
  }

  static Circumstances lentOn(LegalBasis... bases) {
    return with(asset(List.of(), List.of(bases)), List.of(), new HomeGuard(0, Map.of()));
  }

  static Circumstances taken(Occupation... calendar) {
    return with(
        asset(List.of(), List.of(LegalBasis.S24)), List.of(calendar), new HomeGuard(0, Map.of()));
  }

  static Circumstances home(int least, Map<AssetId, List<Occupation>> fleet) {
    return with(asset(List.of(), List.of(LegalBasis.S24)), List.of(), new HomeGuard(least, fleet));
  }

  static Circumstances deployed() {
    var free = free();
    return new Circumstances(free.asset(), free.legalBasis(), free.calendar(), free.home(), true);
  }

  static Occupation occupation(Occupation.Kind kind, TimeSlot slot) {
    return Occupation.of(new UUID(9, 9), kind, slot);
  }

  static TimeSlot slot(String from, String until) {
    return new TimeSlot(Instant.parse(from), Instant.parse(until));
  }

  private static Circumstances with(Lendable asset, List<Occupation> calendar, HomeGuard home) {
    return new Circumstances(Optional.of(asset), LegalBasis.S24, calendar, home, false);
  }

  private static Lendable asset(List<DutyHours> staffed, List<LegalBasis> bases) {
    return new Lendable(
        new Asset(
            DONOR,
            ARV,
            "Armed response vehicle 1",
            new Position(53.4, -1.5),
            3,
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofHours(11),
            new RateCode("armed-crew"),
            staffed,
            bases,
            true),
        accredited(2027),
        standard(),
        false);
  }

  private static List<Accreditation> accredited(int year) {
    return List.of(new Accreditation(FIREARMS, LocalDate.of(year, 1, 31)));
  }

  private static Capability standard() {
    return new Capability(
        "Armed response vehicle",
        "firearms",
        Optional.empty(),
        2,
        List.of(),
        List.of(FIREARMS),
        Duration.ofMinutes(5),
        Sensitivity.OPEN,
        "National armed policing lead",
        true,
        false,
        95);
  }
}
