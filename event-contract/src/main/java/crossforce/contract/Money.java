package crossforce.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An amount in pence; negative only where money comes back. */
public record Money(@JsonValue long pence) implements Comparable<Money> {
  public static final Money ZERO = new Money(0);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Money {}

  public Money plus(Money other) {
    return new Money(Math.addExact(pence, other.pence));
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(pence, other.pence));
  }

  public boolean isMoreThan(Money other) {
    return pence > other.pence;
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(pence, other.pence);
  }

  /** For people: {@code £1,234.50}. */
  @Override
  public String toString() {
    var pounds = Math.abs(pence) / 100;
    return "%s£%,d.%02d".formatted(pence < 0 ? "-" : "", pounds, Math.abs(pence) % 100);
  }
}
