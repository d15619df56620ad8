package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names one promise of an asset's time. */
public record BookingId(@JsonValue UUID value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public BookingId {}

  public static BookingId of(String text) {
    return new BookingId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
