package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names one stretch of time in which the owner cannot lend an asset. */
public record UnavailabilityId(@JsonValue UUID value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public UnavailabilityId {}

  public static UnavailabilityId of(String text) {
    return new UnavailabilityId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
