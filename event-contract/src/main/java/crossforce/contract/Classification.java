package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Government security classification of a request (Government Security Classifications Policy). */
public enum Classification {
  @JsonProperty("official")
  OFFICIAL,
  @JsonProperty("official-sensitive")
  OFFICIAL_SENSITIVE;

  /** The word on the wire, in URLs and on pages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
