package crossforce.billing.tariff.model;

import static crossforce.billing.tariff.model.TariffRefusal.TARIFF_INCOMPLETE;
import static crossforce.billing.tariff.model.TariffRefusal.TARIFF_VERSION_PUBLISHED;
import static crossforce.kit.decision.Decision.accept;
import static crossforce.kit.decision.Decision.refuse;

import crossforce.billing.tariff.model.TariffCommand.Publish;
import crossforce.billing.tariff.model.TariffVersion.Published;
import crossforce.billing.tariff.model.TariffVersion.Unpublished;
import crossforce.contract.TimeBand;
import crossforce.contract.billing.TariffEvent;
import crossforce.contract.billing.TariffEvent.Banded;
import crossforce.contract.billing.TariffEvent.Rate;
import crossforce.contract.billing.TariffEvent.Tariff;
import crossforce.contract.billing.TariffEvent.TariffPublished;
import crossforce.kit.decision.Decision;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/** Published once, whole, and never changed. */
public final class TariffRules {
  private TariffRules() {}

  public static Decision<TariffEvent> decide(TariffVersion state, TariffCommand command) {
    return switch (command) {
      case Publish publish -> decide(state, publish);
    };
  }

  private static Decision<TariffEvent> decide(TariffVersion state, Publish command) {
    return switch (state) {
      case Unpublished _ when !isComplete(command.terms()) -> refuse(TARIFF_INCOMPLETE);
      case Unpublished _ ->
          accept(new TariffPublished(command.tariff(), command.version(), command.terms()));
      case Published(_, _, var terms) when terms.equals(command.terms()) -> accept();
      case Published _ -> refuse(TARIFF_VERSION_PUBLISHED);
    };
  }

  public static TariffVersion evolve(TariffVersion state, TariffEvent event) {
    return switch (event) {
      case TariffPublished e when state instanceof Unpublished ->
          new Published(e.tariff(), e.version(), e.terms());
      case TariffPublished _ -> throw new IllegalStateException(event + " cannot follow " + state);
    };
  }

  private static boolean isComplete(Tariff terms) {
    var seen = new HashSet<List<Object>>();
    return !terms.rates().isEmpty()
        && terms.until().map(terms.from()::isBefore).orElse(true)
        && terms.rates().stream().allMatch(TariffRules::isComplete)
        && terms.rates().stream()
            .allMatch(rate -> seen.add(List.of(rate.rateCode(), rate.category())));
  }

  private static boolean isComplete(Rate rate) {
    var bands = rate.hourly().stream().map(Banded::band).collect(Collectors.toSet());
    return bands.equals(EnumSet.allOf(TimeBand.class))
        && bands.size() == rate.hourly().size()
        && rate.hourly().stream().allMatch(banded -> banded.rateTenThousandths() >= 0)
        && rate.additionalPercent() >= 0
        && rate.additionalPercent() <= 100
        && rate.leastMinutes() >= 0
        && rate.nightlyAllowance().pence() >= 0
        && rate.kilometre() >= 0;
  }
}
