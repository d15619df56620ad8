package crossforce.billing.tariff.model;

import static crossforce.billing.tariff.model.TariffRefusal.TARIFF_INCOMPLETE;
import static crossforce.billing.tariff.model.TariffRefusal.TARIFF_VERSION_PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.billing.TestTariffs;
import crossforce.billing.tariff.model.TariffCommand.Publish;
import crossforce.billing.tariff.model.TariffVersion.Unpublished;
import crossforce.contract.Money;
import crossforce.contract.billing.TariffEvent;
import crossforce.contract.billing.TariffEvent.Rate;
import crossforce.contract.billing.TariffEvent.Tariff;
import crossforce.contract.billing.TariffEvent.TariffPublished;
import crossforce.kit.decision.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TariffRulesTest {
  private static final Tariff TERMS = TestTariffs.of(2026).terms();
  private static final Tariff OTHER = TestTariffs.of(2027).terms();

  @Test
  void a_whole_tariff_is_published_and_is_then_what_its_event_says() {
    var published = new TariffPublished("national", 2026, TERMS);
    assertThat(decide(new Unpublished(), TERMS)).isEqualTo(Decision.accept(published));
    assertThat(TariffRules.evolve(new Unpublished(), published)).isEqualTo(TestTariffs.of(2026));
  }

  @Test
  void publishing_the_same_again_changes_nothing_and_other_terms_are_refused() {
    assertThat(decide(TestTariffs.of(2026), TERMS)).isEqualTo(Decision.accept());
    assertThat(decide(TestTariffs.of(2026), OTHER))
        .isEqualTo(Decision.refuse(TARIFF_VERSION_PUBLISHED));
  }

  @Test
  void a_tariff_with_holes_is_refused() {
    var twice = new ArrayList<>(TERMS.rates());
    twice.add(TERMS.rates().getFirst());
    var noNight = new ArrayList<>(TERMS.rates().getFirst().hourly());
    noNight.removeFirst();
    var rate = TERMS.rates().getFirst();
    for (var rates :
        List.of(
            List.<Rate>of(),
            twice,
            List.of(with(rate, noNight, 50)),
            List.of(with(rate, rate.hourly(), 101)))) {
      assertThat(decide(new Unpublished(), new Tariff(TERMS.from(), TERMS.until(), rates, true)))
          .isEqualTo(Decision.refuse(TARIFF_INCOMPLETE));
    }
    var backwards = new Tariff(TERMS.from(), Optional.of(TERMS.from()), TERMS.rates(), true);
    assertThat(decide(new Unpublished(), backwards)).isEqualTo(Decision.refuse(TARIFF_INCOMPLETE));
  }

  private static Rate with(Rate rate, List<TariffEvent.Banded> hourly, int additionalPercent) {
    return new Rate(rate.rateCode(), rate.category(), hourly, additionalPercent, 0, Money.ZERO, 0);
  }

  private static Decision<TariffEvent> decide(TariffVersion state, Tariff terms) {
    return TariffRules.decide(state, new Publish("national", 2026, terms));
  }
}
