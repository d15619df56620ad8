package crossforce.billing.quote.model;

import static crossforce.billing.TestTariffs.london;
import static crossforce.billing.charge.model.Deployments.CALL;
import static crossforce.billing.charge.model.Deployments.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.billing.TestTariffs;
import crossforce.billing.quote.model.Quote.None;
import crossforce.billing.quote.model.QuoteCommand.Give;
import crossforce.billing.tariff.model.Pricing;
import crossforce.billing.tariff.model.TariffVersion.Published;
import crossforce.billing.tariff.model.Work;
import crossforce.contract.ChargingCategory;
import crossforce.contract.RateCode;
import crossforce.contract.ShortfallReason;
import crossforce.contract.billing.ChargeEvent;
import crossforce.contract.billing.ChargeEvent.QuoteGiven;
import crossforce.contract.billing.ChargeEvent.QuoteRefused;
import crossforce.kit.decision.Decision;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QuoteRulesTest {
  private static final QuoteGiven GIVEN =
      new QuoteGiven(
          REQUEST,
          CALL.quoteId(),
          CALL.callId(),
          Pricing.price(TestTariffs.of(2026), planned(TestTariffs.CREW)).orElseThrow());
  private static final QuoteRefused REFUSED =
      new QuoteRefused(REQUEST, CALL.quoteId(), CALL.callId(), ShortfallReason.NO_TARIFF);

  @Test
  void the_plan_is_priced_by_the_tariff_of_its_day() {
    assertThat(decide(new None(), TestTariffs.CREW, Optional.of(TestTariffs.of(2026))))
        .isEqualTo(Decision.accept(GIVEN));
  }

  @Test
  void without_a_tariff_or_a_rate_there_is_a_refusal_for_the_broker_to_go_on() {
    assertThat(decide(new None(), TestTariffs.CREW, Optional.empty()))
        .isEqualTo(Decision.accept(REFUSED));
    assertThat(decide(new None(), TestTariffs.UNKNOWN, Optional.of(TestTariffs.of(2026))))
        .isEqualTo(Decision.accept(REFUSED));
  }

  @Test
  void asked_twice_it_is_answered_once_whatever_the_tariff_is_by_then() {
    for (var answer : new ChargeEvent[] {GIVEN, REFUSED}) {
      var state = QuoteRules.evolve(new None(), answer);
      assertThat(decide(state, TestTariffs.CREW, Optional.of(TestTariffs.of(2027))))
          .isEqualTo(Decision.accept());
    }
  }

  private static Decision<ChargeEvent> decide(
      Quote state, RateCode code, Optional<Published> tariff) {
    return QuoteRules.decide(
        state, new Give(REQUEST, CALL.quoteId(), CALL.callId(), planned(code), tariff));
  }

  private static Work planned(RateCode code) {
    return Work.planned(
        code,
        ChargingCategory.SPONTANEOUS,
        london("2026-11-19T10:00"),
        london("2026-11-19T18:00"),
        Duration.ofMinutes(50),
        55);
  }
}
