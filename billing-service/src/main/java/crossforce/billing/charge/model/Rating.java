package crossforce.billing.charge.model;

import crossforce.billing.tariff.model.Pricing;
import crossforce.billing.tariff.model.TariffVersion.Published;
import crossforce.billing.tariff.model.Work;
import crossforce.contract.Money;
import crossforce.contract.billing.ChargeEvent.Difference;
import crossforce.contract.billing.ChargeEvent.Price;
import java.util.ArrayList;
import java.util.List;

/**
 * Prices what was done and explains why it is not what was quoted: the plan is turned into the deed
 * one fact at a time, and each step's change is a difference. So quote and differences always make
 * the charge, to the penny.
 */
public final class Rating {
  private final Published quotedTariff;
  private final List<Difference> differences = new ArrayList<>();
  private Money sum;

  private Rating(Published quotedTariff, Money quoted) {
    this.quotedTariff = quotedTariff;
    this.sum = quoted;
  }

  /** What a deployment costs, and why that is not its quote. */
  public record Rated(Price price, Money quoted, List<Difference> differences) {
    public Rated {
      differences = List.copyOf(differences);
    }
  }

  /**
   * Rates work that was done.
   *
   * @param quotedTariff the version that the quote was made by
   * @param presentTariff the version in force on the day the duty began; where there is none, or
   *     none with a rate for it, the quoted one
   */
  public static Rated rate(
      Work planned, Work done, Published quotedTariff, Published presentTariff) {
    var quoted = mustPrice(quotedTariff, planned).fullCost();
    var rating = new Rating(quotedTariff, quoted);
    var known = quotedTariff.rate(done.rateCode(), done.category()).isPresent();
    var category = known ? done.category() : planned.category();
    if (done.duty().isEmpty()) {
      rating.step(
          "stood-down",
          "Stood down on the way: only the way is paid" + unpaid(done),
          done.in(planned.category()));
    } else {
      rating.walk(planned, done);
    }
    rating.step("category", "Charged as " + category, done.in(category));
    var tariff =
        presentTariff.rate(done.rateCode(), category).isPresent() ? presentTariff : quotedTariff;
    var price = mustPrice(tariff, done.in(category));
    rating.explain(
        "tariff-version",
        "By %s %d, which held when the duty began".formatted(tariff.tariff(), tariff.version()),
        price.fullCost());
    return new Rated(price, quoted, rating.differences);
  }

  private void walk(Work planned, Work done) {
    var before = planned.duty().orElseThrow();
    var after = done.duty().orElseThrow();
    var moved = planned.startingDutyAt(after.from());
    step("different-hours", "Duty began at another time, for as long as planned", moved);
    var minutes = after.minutes() - before.minutes();
    var stretched = moved.withDuty(after);
    step(
        minutes < 0 ? "shorter-deployment" : "longer-deployment",
        "On duty %d minutes %s than planned"
            .formatted(Math.abs(minutes), minutes < 0 ? "less" : "longer"),
        stretched);
    var travelled = stretched.withTravelOf(done);
    var travel =
        travelled.outward().minutes()
            + travelled.homeward().minutes()
            - stretched.outward().minutes()
            - stretched.homeward().minutes();
    step(
        "travel-time",
        "On the road %+d minutes against the plan".formatted(travel) + unpaid(done),
        travelled);
    step(
        "kilometres",
        "Drove %+d kilometres against the plan".formatted(done.kilometres() - planned.kilometres()),
        done.in(planned.category()));
  }

  private static String unpaid(Work done) {
    var minutes = done.outward().unpaid() + done.homeward().unpaid();
    return minutes == 0
        ? ""
        : "; %d minutes beyond %d hours over the plan are not paid"
            .formatted(minutes, Engagement.TRAVEL_MARGIN.toHours());
  }

  private void step(String code, String description, Work work) {
    explain(code, description, mustPrice(quotedTariff, work).fullCost());
  }

  private void explain(String code, String description, Money now) {
    if (!now.equals(sum)) {
      differences.add(new Difference(code, description, now.minus(sum)));
      sum = now;
    }
  }

  private static Price mustPrice(Published tariff, Work work) {
    return Pricing.price(tariff, work)
        .orElseThrow(() ->
            new IllegalStateException(
                "%s %d priced %s before and has no rate for it as %s"
                    .formatted(
                        tariff.tariff(), tariff.version(), work.rateCode(), work.category())));
  }
}
