package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How openly a capability may be shown to other forces. */
public enum Sensitivity {
  @JsonProperty("open")
  OPEN,
  @JsonProperty("sensitive")
  SENSITIVE,
  @JsonProperty("covert")
  COVERT;

  /** The word on the wire, in URLs and on pages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
