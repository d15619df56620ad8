package crossforce.registry.availability.model;

import crossforce.contract.Availability;
import crossforce.contract.TimeSlot;
import crossforce.registry.booking.model.Occupation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an asset is doing at a moment, and when time alone will change that. */
public final class AvailabilityRules {
  private AvailabilityRules() {}

  /**
   * What is seen at a moment.
   *
   * @param until absent when time alone changes nothing
   */
  public record Seen(Availability availability, Optional<Instant> until) {}

  public static Seen at(Instant moment, List<Occupation> calendar, boolean listed) {
    if (!listed && calendar.stream().noneMatch(o -> o.kind() == Occupation.Kind.DEPLOYED)) {
      return new Seen(Availability.UNAVAILABLE, Optional.empty());
    }
    var foreseen = calendar.stream().flatMap(AvailabilityRules::foreseen).toList();
    var now = on(moment, foreseen);
    if (now == Availability.DEPLOYED) {
      return new Seen(now, Optional.empty()); // People end it, and never the clock.
    }
    var until =
        foreseen.stream()
            .flatMap(occupation -> Stream.of(occupation.slot().from(), occupation.slot().until()))
            .filter(edge -> edge.isAfter(moment))
            .sorted()
            .filter(edge -> on(edge, foreseen) != now)
            .findFirst();
    return new Seen(now, until);
  }

  /** A hold is foreseen to end when it lapses; one that lapses before it begins is not seen. */
  private static Stream<Occupation> foreseen(Occupation occupation) {
    var slot = occupation.slot();
    var lapses = occupation.lapses();
    if (lapses.isEmpty() || !lapses.get().isBefore(slot.until())) {
      return Stream.of(occupation);
    }
    return slot.from().isBefore(lapses.get())
        ? Stream.of(
            Occupation.of(
                occupation.entry(), occupation.kind(), new TimeSlot(slot.from(), lapses.get())))
        : Stream.empty();
  }

  private static Availability on(Instant moment, List<Occupation> calendar) {
    return calendar.stream()
        .filter(o -> o.kind() == Occupation.Kind.DEPLOYED || o.slot().contains(moment))
        .map(Occupation::kind)
        .min(Comparator.naturalOrder())
        .map(AvailabilityRules::shown)
        .orElse(Availability.AVAILABLE);
  }

  private static Availability shown(Occupation.Kind kind) {
    return switch (kind) {
      case DEPLOYED -> Availability.DEPLOYED;
      case COMMITTED -> Availability.COMMITTED;
      case UNAVAILABLE -> Availability.UNAVAILABLE;
      case RESTING -> Availability.RESTING;
      case HELD -> Availability.HELD;
    };
  }
}
