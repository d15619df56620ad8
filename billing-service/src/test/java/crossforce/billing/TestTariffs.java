package crossforce.billing;

import crossforce.billing.tariff.model.TariffVersion.Published;
import crossforce.contract.ChargingCategory;
import crossforce.contract.Money;
import crossforce.contract.RateCode;
import crossforce.contract.TimeBand;
import crossforce.contract.billing.TariffEvent.Banded;
import crossforce.contract.billing.TariffEvent.Rate;
import crossforce.contract.billing.TariffEvent.Tariff;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tariffs whose pence can be worked out by hand: £120 an hour plain, £132 in the evening and at
 * night, £180 on a rest day, £240 on a bank holiday, half of it additional; £55 a night, 60p a
 * kilometre, four hours at least. A specialist costs twice that by the hour, a secondment three
 * quarters.
 */
public final class TestTariffs {
  public static final RateCode CREW = new RateCode("armed-crew");
  public static final RateCode UNKNOWN = new RateCode("hovercraft");

  private TestTariffs() {}

  /** The year from 1 April; a year later everything by the hour costs a tenth more. */
  public static Published of(int year) {
    return of(year, year <= 2026 ? 100 : 110);
  }

  private static Published of(int year, int percent) {
    var rates = new ArrayList<Rate>();
    for (var category : ChargingCategory.values()) {
      var hundredths =
          switch (category) {
            case SPONTANEOUS, PLANNED -> percent;
            case SPECIALIST -> 2 * percent;
            case SECONDMENT -> 3 * percent / 4;
          };
      rates.add(
          new Rate(
              CREW,
              category,
              List.of(
                  new Banded(TimeBand.PLAIN, 12_000L * hundredths),
                  new Banded(TimeBand.EVENING_AND_NIGHT, 13_200L * hundredths),
                  new Banded(TimeBand.REST_DAY, 18_000L * hundredths),
                  new Banded(TimeBand.BANK_HOLIDAY, 24_000L * hundredths)),
              50,
              category == ChargingCategory.SECONDMENT ? 0 : 240,
              new Money(55_00),
              6_000));
    }
    var from = LocalDate.of(year, 4, 1);
    return new Published(
        "national", year, new Tariff(from, Optional.of(from.plusYears(1)), rates, true));
  }

  /** British time, on the first of the two when it happens twice. */
  public static Instant london(String local) {
    return LocalDateTime.parse(local).atZone(java.time.ZoneId.of("Europe/London")).toInstant();
  }
}
