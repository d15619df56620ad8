package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** An organisation that lends and borrows, by its short name, such as {@code west-yorkshire}. */
public record ForceId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ForceId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not of the form " + FORM + ": " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
