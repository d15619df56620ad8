package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A kind of specialist help, by its code in the national catalogue. */
public record CapabilityCode(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,59}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CapabilityCode {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not of the form " + FORM + ": " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
