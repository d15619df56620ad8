package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names one price given for one call. */
public record QuoteId(@JsonValue UUID value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public QuoteId {}

  public static QuoteId of(String text) {
    return new QuoteId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
