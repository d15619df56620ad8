package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Who acted: an opaque id from the token, never a name. */
public record ActorId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:._-]{0,99}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ActorId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not of the form " + FORM + ": " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
