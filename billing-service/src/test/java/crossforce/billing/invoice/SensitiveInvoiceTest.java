package crossforce.billing.invoice;

import static crossforce.billing.Neighbours.invoice;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.billing.Neighbours;
import crossforce.billing.OnRealParts;
import crossforce.contract.Classification;
import crossforce.contract.InvoiceId;
import crossforce.contract.Topics;
import crossforce.contract.billing.ChargeEvent.ChargeAgreed;
import crossforce.contract.billing.SettlementEvent.InvoiceIssued;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class SensitiveInvoiceTest {
  private static final String MONTH =
      YearMonth.now(Clock.system(ZoneId.of("Europe/London"))).toString();

  private Neighbours neighbours;

  @BeforeEach
  void open() {
    neighbours = new Neighbours();
    invoice(UUID.randomUUID(), "south-yorkshire", MONTH); // What others left to be invoiced.
  }

  @AfterEach
  void close() {
    neighbours.close();
  }

  @Test
  void an_invoice_of_open_charges_is_official() {
    neighbours.agreedAffair();

    assertThat(issued()).isEqualTo(Classification.OFFICIAL);
  }

  @Test
  void an_invoice_is_as_secret_as_the_most_secret_of_its_charges() {
    neighbours.agreedAffair();
    neighbours.classify(Classification.OFFICIAL_SENSITIVE);
    var affair = neighbours.agreedAffair();

    assertThat(issued()).isEqualTo(Classification.OFFICIAL_SENSITIVE);
    var agreed =
        neighbours.wire.await(
            Topics.CHARGES, ChargeAgreed.class, e -> e.chargeId().equals(affair.charge()));
    assertThat(agreed.envelope().classification()).isEqualTo(Classification.OFFICIAL_SENSITIVE);
  }

  private Classification issued() {
    var id = UUID.randomUUID();
    invoice(id, "south-yorkshire", MONTH).then().statusCode(200);
    return neighbours
        .wire
        .await(
            Topics.SETTLEMENTS, InvoiceIssued.class, e -> e.invoiceId().equals(new InvoiceId(id)))
        .envelope()
        .classification();
  }
}
