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

  /** To set its time aside, everything must be right. */
  static Optional<ShortfallReason> toHold(Promise promise, Circumstances circumstances) {
    var asset = circumstances.asset();
    if (asset.isPresent()
        && !asset.get().asset().legalBases().contains(circumstances.legalBasis())) {
      return Optional.of(NO_LEGAL_BASIS);
    }
    var reason = toCommit(promise, circumstances);
    if (reason.isEmpty()
        && !circumstances.home().holdsWithout(promise.asset(), promise.blocked())) {
      return Optional.of(HOME_COVER);
    }
    return reason;
  }

  /** To promise time that is set aside: what may have changed since; home cover has counted it. */
  static Optional<ShortfallReason> toCommit(Promise promise, Circumstances circumstances) {
    if (circumstances.asset().isEmpty() || circumstances.asset().get().withdrawn()) {
      return Optional.of(NO_CANDIDATE);
    }
    var asset = circumstances.asset().get();
    if (!isAccredited(asset, promise.duty())) {
      return Optional.of(ACCREDITATION_LAPSED);
    }
    if (!Staffing.covers(asset.asset().staffed(), promise.duty())) {
      return Optional.of(NOT_STAFFED);
    }
    return circumstances.calendar().stream()
        .filter(occupation -> occupation.slot().overlaps(promise.blocked()))
        .map(Occupation::kind)
        .min(Comparator.naturalOrder())
        .map(Occupation.Kind::reason);
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
