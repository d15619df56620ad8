package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How soon help is needed; each priority has its own clock and ranking. */
public enum Priority {
  @JsonProperty("immediate")
  IMMEDIATE,
  @JsonProperty("urgent")
  URGENT,
  @JsonProperty("planned")
  PLANNED;

  /** The word on the wire, in URLs and on pages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
