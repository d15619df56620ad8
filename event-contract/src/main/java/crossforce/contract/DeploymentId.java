package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names one ordered offer in action. */
public record DeploymentId(@JsonValue UUID value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public DeploymentId {}

  public static DeploymentId of(String text) {
    return new DeploymentId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
