package crossforce.contract.billing;

import crossforce.contract.ChargingCategory;
import crossforce.contract.Money;
import crossforce.contract.RateCode;
import crossforce.contract.TimeBand;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.EventType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Tariffs, in versions with effective dates. */
public sealed interface TariffEvent extends Event {
  /** A tariff holds from a day; a version is never changed, a later one replaces it. */
  @EventType("tariff-published")
  record TariffPublished(String tariff, int version, Tariff terms) implements TariffEvent {
    @Override
    public String key() {
      return tariff;
    }
  }

  /**
   * The terms of one version.
   *
   * @param from the first police day it holds on
   * @param until the first day it no longer holds on
   * @param invented true where the figures are made up, as in demonstrations
   */
  record Tariff(LocalDate from, Optional<LocalDate> until, List<Rate> rates, boolean invented) {
    public Tariff {
      rates = List.copyOf(rates);
    }
  }

  /**
   * The rates of one rate code in one category.
   *
   * @param hourly ten-thousandths of a pound an hour for the whole asset, by band
   * @param additionalPercent the part of full cost that is additional cost, in whole percent
   * @param leastMinutes a call-out is charged at least this long
   * @param nightlyAllowance for each night away
   * @param kilometre ten-thousandths of a pound a kilometre
   */
  record Rate(
      RateCode rateCode,
      ChargingCategory category,
      List<Banded> hourly,
      int additionalPercent,
      int leastMinutes,
      Money nightlyAllowance,
      long kilometre) {
    public Rate {
      hourly = List.copyOf(hourly);
    }
  }

  /** A rate within a band. */
  record Banded(TimeBand band, long rateTenThousandths) {}
}
