package crossforce.broker.matching.model;

import crossforce.contract.CivilTime;
import crossforce.contract.TimeSlot;
import crossforce.contract.registry.AssetEvent.DutyHours;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether an asset has its crew for the whole of a duty. */
final class Staffing {

  private Staffing() {}

  /** Follows the hours from one to the next until they end or the duty does. */
  static boolean covers(List<DutyHours> hours, TimeSlot duty) {
    if (hours.isEmpty()) {
      return true;
    }
    var covered = duty.from();
    while (covered.isBefore(duty.until())) {
      var further = latestEndOf(hours, covered);
      if (further.isEmpty()) {
        return false;
      }
      covered = further.get();
    }
    return true;
  }

  /** The latest end of hours that contain the instant; they began that day or the day before. */
  private static Optional<Instant> latestEndOf(List<DutyHours> hours, Instant at) {
    var today = CivilTime.dayOf(at);
    Optional<Instant> latest = Optional.empty();
    for (var day : List.of(today.minusDays(1), today)) {
      for (var block : hours) {
        if (block.days().contains(day.getDayOfWeek())) {
          var from = day.atTime(block.from()).atZone(CivilTime.ZONE).toInstant();
          var endDay = block.until().isAfter(block.from()) ? day : day.plusDays(1);
          var until = endDay.atTime(block.until()).atZone(CivilTime.ZONE).toInstant();
          if (!from.isAfter(at) && at.isBefore(until) && latest.map(until::isAfter).orElse(true)) {
            latest = Optional.of(until);
          }
        }
      }
    }
    return latest;
  }
}
