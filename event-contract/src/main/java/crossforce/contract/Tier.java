package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How far a request is published. */
public enum Tier {
  @JsonProperty("neighbours")
  NEIGHBOURS,
  @JsonProperty("regional")
  REGIONAL,
  @JsonProperty("national")
  NATIONAL;

  /** The word on the wire, in URLs and on pages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
