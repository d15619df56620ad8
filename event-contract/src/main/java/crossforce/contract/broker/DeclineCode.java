package crossforce.contract.broker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Why a donor declines. The codes are API and are never renamed. */
public enum DeclineCode {
  @JsonProperty("risk-at-home")
  RISK_AT_HOME,
  @JsonProperty("not-staffed")
  NOT_STAFFED,
  @JsonProperty("already-committed")
  ALREADY_COMMITTED,
  @JsonProperty("equipment-fault")
  EQUIPMENT_FAULT,
  @JsonProperty("no-authority")
  NO_AUTHORITY,
  @JsonProperty("too-far")
  TOO_FAR,
  @JsonProperty("price")
  PRICE,
  @JsonProperty("other")
  OTHER;

  /** The word on the wire, in URLs and on pages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
