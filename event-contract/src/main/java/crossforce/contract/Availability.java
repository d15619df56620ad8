package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What an asset is doing, as control rooms see it. */
public enum Availability {
  @JsonProperty("available")
  AVAILABLE,
  @JsonProperty("held")
  HELD,
  @JsonProperty("committed")
  COMMITTED,
  @JsonProperty("deployed")
  DEPLOYED,
  @JsonProperty("resting")
  RESTING,
  @JsonProperty("unavailable")
  UNAVAILABLE;

  /** The word on the wire, in URLs and on pages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
