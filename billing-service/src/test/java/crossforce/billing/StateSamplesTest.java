package crossforce.billing;

import static crossforce.billing.TestTariffs.london;
import static crossforce.billing.charge.model.Deployments.CALL;
import static crossforce.billing.charge.model.Deployments.DONOR;
import static crossforce.billing.charge.model.Deployments.HOST;
import static crossforce.billing.charge.model.Deployments.REQUEST;
import static crossforce.billing.charge.model.Deployments.asked;
import static crossforce.billing.charge.model.Deployments.known;
import static crossforce.billing.charge.model.Deployments.told;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.billing.charge.model.Charge;
import crossforce.billing.charge.model.Charge.Bill;
import crossforce.billing.charge.model.Engagement;
import crossforce.billing.charge.model.Rating;
import crossforce.billing.invoice.model.Invoice;
import crossforce.billing.quote.model.Quote;
import crossforce.billing.tariff.model.TariffVersion;
import crossforce.billing.tariff.model.TariffVersion.Published;
import crossforce.contract.InvoiceId;
import crossforce.contract.Money;
import crossforce.contract.ShortfallReason;
import crossforce.contract.billing.TariffEvent.Tariff;
import crossforce.kit.state.StateJson;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Rows written by any earlier release are read for ever; a new format gets new files. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StateSamplesTest {
  private static final Engagement.Known ENGAGEMENT =
      known(
          asked("2026-11-19T10:00", "2026-11-19T18:00"),
          told(
              london("2026-11-19T09:10"),
              london("2026-11-19T10:00"),
              london("2026-11-19T18:37"),
              london("2026-11-19T19:27"),
              112));
  private static final Bill BILL = bill();

  @Test
  void charges() {
    var json = StateJson.of(Charge.class, 1);
    same(json, "charge-rated", new Charge.Rated(BILL));
    same(json, "charge-disputed", new Charge.Disputed(BILL, "Released at 18:00"));
    same(json, "charge-agreed", new Charge.Agreed(BILL));
  }

  @Test
  void quotes() {
    var json = StateJson.of(Quote.class, 1);
    same(
        json, "quote-given", new Quote.Given(REQUEST, CALL.quoteId(), CALL.callId(), BILL.price()));
    same(
        json,
        "quote-refused",
        new Quote.Refused(REQUEST, CALL.quoteId(), CALL.callId(), ShortfallReason.NO_TARIFF));
  }

  @Test
  void engagements() {
    same(StateJson.of(Engagement.class, 1), "engagement-known", ENGAGEMENT);
  }

  @Test
  void invoices() {
    same(
        StateJson.of(Invoice.class, 1),
        "invoice-issued",
        new Invoice.Issued(
            InvoiceId.of("44444444-4444-4444-8444-444444444444"),
            "west-yorkshire-000001",
            HOST,
            DONOR,
            YearMonth.of(2026, 11),
            List.of(BILL.chargeId()),
            new Money(1301_20),
            Money.ZERO,
            new Money(1301_20)));
  }

  @Test
  void tariffs() {
    var whole = TestTariffs.of(2026).terms();
    var terms =
        new Tariff(whole.from(), whole.until(), whole.rates().subList(0, 1), whole.invented());
    same(
        StateJson.of(TariffVersion.class, 1),
        "tariff-published",
        new Published("national", 2026, terms));
  }

  private static <S> void same(StateJson<S> json, String name, S state) {
    Golden.matches("states/" + name + ".json", json.write(state) + "\n");
    assertThat(json.read(Golden.read("states/" + name + ".json"))).isEqualTo(state);
  }

  private static Bill bill() {
    var rated =
        Rating.rate(
            ENGAGEMENT.planned(),
            ENGAGEMENT.done().orElseThrow(),
            TestTariffs.of(2026),
            TestTariffs.of(2026));
    return new Bill(
        REQUEST,
        Charge.idFor(CALL.deploymentId()),
        CALL.deploymentId(),
        HOST,
        DONOR,
        rated.price(),
        rated.quoted(),
        rated.differences());
  }
}
