package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The band of the clock that a minute of duty falls in, Europe/London. */
public enum TimeBand {
  @JsonProperty("plain")
  PLAIN,
  @JsonProperty("evening-and-night")
  EVENING_AND_NIGHT,
  @JsonProperty("rest-day")
  REST_DAY,
  @JsonProperty("bank-holiday")
  BANK_HOLIDAY;

  /** The word on the wire, in URLs and on pages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
