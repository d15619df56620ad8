package crossforce.billing.invoice.model;

import static crossforce.billing.invoice.model.InvoiceRefusal.INVOICE_TO_ONESELF;
import static crossforce.billing.invoice.model.InvoiceRefusal.NOTHING_TO_INVOICE;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.billing.invoice.model.Invoice.None;
import crossforce.billing.invoice.model.InvoiceCommand.Issue;
import crossforce.billing.invoice.model.InvoiceCommand.OpenCharge;
import crossforce.contract.ChargeId;
import crossforce.contract.ForceId;
import crossforce.contract.InvoiceId;
import crossforce.contract.Money;
import crossforce.contract.billing.SettlementEvent;
import crossforce.contract.billing.SettlementEvent.InvoiceIssued;
import crossforce.kit.decision.Decision;
import crossforce.kit.decision.Decision.Accepted;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InvoiceRulesTest {
  private static final InvoiceId ID = InvoiceId.of("44444444-4444-4444-8444-444444444444");
  private static final ForceId PAYER = new ForceId("kent");
  private static final ForceId PAYEE = new ForceId("essex");
  private static final YearMonth MONTH = YearMonth.of(2026, 11);
  private static final List<OpenCharge> OPEN =
      List.of(open(1, 68_33), open(2, 68_33), open(3, 57_50), open(4, 85_00));

  @Test
  void an_invoice_names_all_open_charges_and_is_outside_the_scope_of_vat() {
    var issued =
        new InvoiceIssued(
            ID,
            "essex-000007",
            PAYER,
            PAYEE,
            MONTH,
            OPEN.stream().map(OpenCharge::id).toList(),
            new Money(279_16),
            Money.ZERO,
            new Money(279_16));
    assertThat(decide(new None(), PAYER, OPEN)).isEqualTo(Decision.accept(issued));
  }

  @Test
  void nothing_is_not_invoiced_nor_is_oneself() {
    assertThat(decide(new None(), PAYER, List.of())).isEqualTo(Decision.refuse(NOTHING_TO_INVOICE));
    assertThat(decide(new None(), PAYEE, OPEN)).isEqualTo(Decision.refuse(INVOICE_TO_ONESELF));
  }

  @Test
  void an_invoice_is_issued_once_and_is_what_its_event_says() {
    var state = issued();
    assertThat(decide(state, PAYER, OPEN)).isEqualTo(Decision.accept());
    assertThat(state)
        .isInstanceOfSatisfying(
            Invoice.Issued.class,
            issued -> {
              assertThat(issued.number()).isEqualTo("essex-000007");
              assertThat(issued.total()).isEqualTo(new Money(279_16));
            });
  }

  private static Invoice issued() {
    return switch (decide(new None(), PAYER, OPEN)) {
      case Accepted<SettlementEvent>(var events) ->
          InvoiceRules.evolve(new None(), events.getFirst());
      case Decision.Refused<SettlementEvent>(var why) -> throw new AssertionError(why.code());
    };
  }

  private static Decision<SettlementEvent> decide(
      Invoice state, ForceId payer, List<OpenCharge> open) {
    return InvoiceRules.decide(state, new Issue(ID, payer, PAYEE, MONTH, 7, open));
  }

  private static OpenCharge open(int n, long pence) {
    return new OpenCharge(new ChargeId(new UUID(0, n)), new Money(pence));
  }
}
