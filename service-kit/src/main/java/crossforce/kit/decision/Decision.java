package crossforce.kit.decision;

import java.util.List;

/** What the rules answer to a command: what happens, or why nothing does. */
public sealed interface Decision<E> {
  /** It happens; no events mean that it had happened already. */
  record Accepted<E>(List<E> events) implements Decision<E> {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /** It does not happen. */
  record Refused<E>(Refusal why) implements Decision<E> {}

  @SafeVarargs
  static <E> Decision<E> accept(E... events) {
    return new Accepted<>(List.of(events));
  }

  static <E> Decision<E> accept(List<? extends E> events) {
    return new Accepted<>(List.copyOf(events));
  }

  static <E> Decision<E> refuse(Refusal why) {
    return new Refused<>(why);
  }
}
