package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names one invoice between two forces. */
public record InvoiceId(@JsonValue UUID value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public InvoiceId {}

  public static InvoiceId of(String text) {
    return new InvoiceId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
