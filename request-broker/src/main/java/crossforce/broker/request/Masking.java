package crossforce.broker.request;

import crossforce.contract.ShortfallReason;

/** What a host may know of why another force cannot help. */
final class Masking {
  static final String NOT_AVAILABLE = "not-available";

  private Masking() {}

  static String name(ShortfallReason reason, boolean masked) {
    return masked && tellsStrength(reason) ? NOT_AVAILABLE : reason.toString();
  }

  /** Floors, crews, accreditations and promises are another force's strength and weakness. */
  private static boolean tellsStrength(ShortfallReason reason) {
    return switch (reason) {
      case HOME_COVER, ACCREDITATION_LAPSED, NOT_STAFFED, RESTING, ALREADY_PROMISED, UNAVAILABLE ->
          true;
      case NO_CANDIDATE, OUTSIDE_RADIUS, NO_LEGAL_BASIS, NO_AUTHORITY, PRICE_REFUSED -> false;
      case DONOR_DECLINED, NO_ANSWER_IN_TIME, SENSITIVITY, TOO_LATE, NO_TARIFF, OWN_FORCE -> false;
    };
  }
}
