package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The charging category that a deployment falls in. */
public enum ChargingCategory {
  @JsonProperty("spontaneous")
  SPONTANEOUS,
  @JsonProperty("planned")
  PLANNED,
  @JsonProperty("specialist")
  SPECIALIST,
  @JsonProperty("secondment")
  SECONDMENT;

  /** The word on the wire, in URLs and on pages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
