package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names one asset for life, also after it is withdrawn. */
public record AssetId(@JsonValue UUID value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AssetId {}

  public static AssetId of(String text) {
    return new AssetId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
