package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The legal jurisdiction a force lies in; s.98 applies between different ones. */
public enum Jurisdiction {
  @JsonProperty("england-and-wales")
  ENGLAND_AND_WALES,
  @JsonProperty("scotland")
  SCOTLAND,
  @JsonProperty("northern-ireland")
  NORTHERN_IRELAND;

  /** The word on the wire, in URLs and on pages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
