package crossforce.registry.booking.model;

import static crossforce.contract.ShortfallReason.ACCREDITATION_LAPSED;
import static crossforce.contract.ShortfallReason.HOME_COVER;
import static crossforce.contract.ShortfallReason.NOT_STAFFED;
import static crossforce.contract.ShortfallReason.NO_CANDIDATE;
import static crossforce.contract.ShortfallReason.NO_LEGAL_BASIS;

import crossforce.contract.CivilTime;
import crossforce.contract.ShortfallReason;
import crossforce.contract.TimeSlot;
import crossforce.registry.booking.model.Booking.Promise;
import crossforce.registry.booking.model.Circumstances.Lendable;
import java.util.Comparator;
import java.util.Optional;

/** Why an asset may not or cannot go: the first reason in the order of the checks. */
final class Eligibility {
  private Eligibility() {}

  /** Asked at the hold and again at the order, since what was right may have changed. */
  static Optional<ShortfallReason> whyNot(Promise promise, Circumstances circumstances) {
    if (circumstances.asset().isEmpty()) {
      return Optional.of(NO_CANDIDATE);
    }
    var asset = circumstances.asset().get();
    if (!asset.asset().legalBases().contains(circumstances.legalBasis())) {
      return Optional.of(NO_LEGAL_BASIS);
    }
    if (asset.withdrawn()) {
      return Optional.of(NO_CANDIDATE);
    }
    if (!isAccredited(asset, promise.duty())) {
      return Optional.of(ACCREDITATION_LAPSED);
    }
    if (!Staffing.covers(asset.asset().staffed(), promise.duty())) {
      return Optional.of(NOT_STAFFED);
    }
    return taken(promise, circumstances).or(() -> belowHomeCover(promise, circumstances));
  }

  private static Optional<ShortfallReason> taken(Promise promise, Circumstances circumstances) {
    return circumstances.calendar().stream()
        .filter(occupation -> occupation.slot().overlaps(promise.blocked()))
        .map(Occupation::kind)
        .min(Comparator.naturalOrder())
        .map(Occupation.Kind::reason);
  }

  private static Optional<ShortfallReason> belowHomeCover(
      Promise promise, Circumstances circumstances) {
    return circumstances.home().holdsWithout(promise.asset(), promise.blocked())
        ? Optional.empty()
        : Optional.of(HOME_COVER);
  }

  /** All that the standard asks for, on every day of the duty. */
  private static boolean isAccredited(Lendable asset, TimeSlot duty) {
    var lastDay = CivilTime.dayOf(duty.until().minusNanos(1));
    return asset.standard().accreditations().stream()
        .allMatch(code ->
            asset.accreditations().stream()
                .anyMatch(held -> held.code().equals(code) && held.expires().isAfter(lastDay)));
  }
}
