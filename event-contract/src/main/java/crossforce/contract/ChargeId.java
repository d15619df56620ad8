package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names the rated price of one deployment. */
public record ChargeId(@JsonValue UUID value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ChargeId {}

  public static ChargeId of(String text) {
    return new ChargeId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
