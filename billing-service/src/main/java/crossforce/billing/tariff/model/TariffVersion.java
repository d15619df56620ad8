package crossforce.billing.tariff.model;

import crossforce.contract.ChargingCategory;
import crossforce.contract.RateCode;
import crossforce.contract.billing.TariffEvent.Rate;
import crossforce.contract.billing.TariffEvent.Tariff;
import java.util.Optional;

/** Unpublished ──publish──▶ Published. A version never changes; a later one replaces it. */
public sealed interface TariffVersion {
  record Unpublished() implements TariffVersion {}

  record Published(String tariff, int version, Tariff terms) implements TariffVersion {
    public Optional<Rate> rate(RateCode code, ChargingCategory category) {
      return terms.rates().stream()
          .filter(rate -> rate.rateCode().equals(code) && rate.category() == category)
          .findFirst();
    }
  }
}
