package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Why a candidate or a line falls short. The codes are API and are never renamed. */
public enum ShortfallReason {
  @JsonProperty("no-candidate")
  NO_CANDIDATE,
  @JsonProperty("outside-radius")
  OUTSIDE_RADIUS,
  @JsonProperty("home-cover")
  HOME_COVER,
  @JsonProperty("accreditation-lapsed")
  ACCREDITATION_LAPSED,
  @JsonProperty("not-staffed")
  NOT_STAFFED,
  @JsonProperty("resting")
  RESTING,
  @JsonProperty("already-promised")
  ALREADY_PROMISED,
  @JsonProperty("unavailable")
  UNAVAILABLE,
  @JsonProperty("no-legal-basis")
  NO_LEGAL_BASIS,
  @JsonProperty("no-authority")
  NO_AUTHORITY,
  @JsonProperty("price-refused")
  PRICE_REFUSED,
  @JsonProperty("donor-declined")
  DONOR_DECLINED,
  @JsonProperty("no-answer-in-time")
  NO_ANSWER_IN_TIME,
  @JsonProperty("sensitivity")
  SENSITIVITY,
  @JsonProperty("too-late")
  TOO_LATE,
  @JsonProperty("no-tariff")
  NO_TARIFF,
  @JsonProperty("own-force")
  OWN_FORCE;

  /** The word on the wire, in URLs and on pages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
