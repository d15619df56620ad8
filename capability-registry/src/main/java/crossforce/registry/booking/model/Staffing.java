package crossforce.registry.booking.model;

import crossforce.contract.CivilTime;
import crossforce.contract.TimeSlot;
import crossforce.contract.registry.AssetEvent.DutyHours;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** When an asset has its crew: weekly hours in the civil time of England and Wales. */
public final class Staffing {

  private Staffing() {}

  /** Whether a crew is there without a gap; no hours at all mean always. */
  public static boolean covers(List<DutyHours> staffed, TimeSlot slot) {
    if (staffed.isEmpty()) {
      return true;
    }
    var covered = slot.from();
    while (covered.isBefore(slot.until())) {
      var next = coveredUntil(staffed, covered);
      if (!next.isAfter(covered)) {
        return false;
      }
      covered = next;
    }
    return true;
  }

  /** The latest end of the hours that this moment lies in; the moment itself when in none. */
  private static Instant coveredUntil(List<DutyHours> staffed, Instant moment) {
    var today = CivilTime.dayOf(moment);
    var latest = moment;
    for (var day : List.of(today.minusDays(1), today)) {
      for (var hours : staffed) {
        if (hours.days().contains(day.getDayOfWeek())) {
          var from = day.atTime(hours.from()).atZone(CivilTime.ZONE).toInstant();
          var until = lastDay(hours, day).atTime(hours.until()).atZone(CivilTime.ZONE).toInstant();
          if (!moment.isBefore(from) && until.isAfter(latest)) {
            latest = until;
          }
        }
      }
    }
    return latest;
  }

  private static LocalDate lastDay(DutyHours hours, LocalDate firstDay) {
    return hours.until().isAfter(hours.from()) ? firstDay : firstDay.plusDays(1);
  }
}
