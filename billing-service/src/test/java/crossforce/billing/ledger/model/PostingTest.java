package crossforce.billing.ledger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crossforce.contract.ChargeId;
import crossforce.contract.ForceId;
import crossforce.contract.Money;
import crossforce.contract.RequestId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PostingTest {
  private static final UUID EVENT = UUID.fromString("33333333-3333-4333-8333-333333333333");
  private static final RequestId REQUEST = new RequestId(EVENT);
  private static final ChargeId CHARGE = new ChargeId(EVENT);
  private static final ForceId PAYER = new ForceId("kent");
  private static final ForceId PAYEE = new ForceId("essex");

  @Test
  void an_agreed_charge_stands_in_both_books() {
    var posting = Posting.ofCharge(EVENT, REQUEST, CHARGE, PAYER, PAYEE, new Money(1234));
    assertThat(posting.entries())
        .containsExactly(
            new Entry(PAYER, Account.AID_RECEIVED, PAYEE, "GBP", 1234),
            new Entry(PAYER, Account.PAYABLE, PAYEE, "GBP", -1234),
            new Entry(PAYEE, Account.RECEIVABLE, PAYER, "GBP", 1234),
            new Entry(PAYEE, Account.AID_GIVEN, PAYER, "GBP", -1234));
  }

  @Test
  void no_book_may_be_off_by_a_penny_even_when_the_whole_is_not() {
    assertThatThrownBy(() ->
            new Posting(
                EVENT,
                REQUEST,
                CHARGE,
                List.of(
                    new Entry(PAYER, Account.PAYABLE, PAYEE, "GBP", -1),
                    new Entry(PAYEE, Account.RECEIVABLE, PAYER, "GBP", 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is off by");
  }

  @Test
  void nothing_is_not_posted() {
    assertThatThrownBy(() -> Posting.ofCharge(EVENT, REQUEST, CHARGE, PAYER, PAYEE, Money.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Posting(EVENT, REQUEST, CHARGE, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
