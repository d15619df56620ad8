package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * The law under which aid is given: Police Act 1996 s.24 (aid), s.22A (collaboration), s.98 (across
 * borders).
 */
public enum LegalBasis {
  @JsonProperty("s24")
  S24,
  @JsonProperty("s22a")
  S22A,
  @JsonProperty("s98")
  S98;

  /** The word on the wire, in URLs and on pages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
