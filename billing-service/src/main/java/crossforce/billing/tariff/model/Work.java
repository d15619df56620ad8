package crossforce.billing.tariff.model;

import crossforce.contract.ChargingCategory;
import crossforce.contract.CivilTime;
import crossforce.contract.Priority;
import crossforce.contract.RateCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What is priced, planned or done: the way there, the duty, the way back, and how far was driven.
 *
 * @param duty absent when it was stood down on the way: then only the way is paid
 * @param kilometres both ways together
 * @param kilometresEvent the event that told them
 */
public record Work(
    RateCode rateCode,
    ChargingCategory category,
    Leg outward,
    Optional<Leg> duty,
    Leg homeward,
    long kilometres,
    Optional<UUID> kilometresEvent) {
  private static final int SECONDMENT_WEEKS = 8;

  /** As asked for: the same way out and back around the duty. */
  public static Work planned(
      RateCode rateCode,
      ChargingCategory category,
      Instant from,
      Instant until,
      Duration travel,
      int kilometresOneWay) {
    return new Work(
        rateCode,
        category,
        Leg.planned(from.minus(travel), from),
        Optional.of(Leg.planned(from, until)),
        Leg.planned(until, until.plus(travel)),
        2L * kilometresOneWay,
        Optional.empty());
  }

  /** Over eight weeks is a secondment, whatever else it is; a specialist capability comes next. */
  public static ChargingCategory categoryOf(
      Priority priority, boolean specialist, Instant from, Instant until) {
    if (until.isAfter(from.atZone(CivilTime.ZONE).plusWeeks(SECONDMENT_WEEKS).toInstant())) {
      return ChargingCategory.SECONDMENT;
    }
    if (specialist) {
      return ChargingCategory.SPECIALIST;
    }
    return switch (priority) {
      case IMMEDIATE, URGENT -> ChargingCategory.SPONTANEOUS;
      case PLANNED -> ChargingCategory.PLANNED;
    };
  }

  /** The police day that decides which version of a tariff holds: that of the duty's beginning. */
  public LocalDate day() {
    return PoliceDay.of(duty.orElse(outward).from());
  }

  public Work in(ChargingCategory other) {
    return new Work(rateCode, other, outward, duty, homeward, kilometres, kilometresEvent);
  }

  /** The same hours at another time of the clock. */
  public Work startingDutyAt(Instant start) {
    var moved = duty.map(leg -> leg.movedTo(start));
    return new Work(
        rateCode,
        category,
        outward.movedTo(start.minus(Duration.ofMinutes(outward.minutes()))),
        moved,
        homeward.movedTo(moved.map(Leg::until).orElse(start)),
        kilometres,
        kilometresEvent);
  }

  public Work withDuty(Leg other) {
    return new Work(
        rateCode,
        category,
        outward,
        Optional.of(other),
        homeward.movedTo(other.until()),
        kilometres,
        kilometresEvent);
  }

  public Work withTravelOf(Work other) {
    return new Work(
        rateCode, category, other.outward, duty, other.homeward, kilometres, kilometresEvent);
  }
}
