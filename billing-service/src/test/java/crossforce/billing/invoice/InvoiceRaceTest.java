package crossforce.billing.invoice;

import static crossforce.billing.Neighbours.host;
import static crossforce.billing.Neighbours.invoice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crossforce.billing.Neighbours;
import crossforce.billing.Neighbours.Affair;
import crossforce.billing.OnRealParts;
import crossforce.billing.Race;
import crossforce.contract.Topics;
import crossforce.contract.billing.ChargeEvent.ChargeAgreed;
import crossforce.kit.test.TestDatabase;
import io.restassured.response.Response;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class InvoiceRaceTest {
  private static final String MONTH =
      YearMonth.now(Clock.system(ZoneId.of("Europe/London"))).toString();

  private Neighbours neighbours;

  @BeforeEach
  void open() {
    neighbours = new Neighbours();
  }

  @AfterEach
  void close() {
    neighbours.close();
  }

  @Test
  void of_eight_invoices_over_the_same_charges_exactly_one_wins() {
    var affairs = Stream.generate(neighbours::agreedAffair).limit(3).toList();
    var answers =
        Race.of(
            Collections.<Callable<Response>>nCopies(
                8, () -> invoice(UUID.randomUUID(), "south-yorkshire", MONTH)));
    var issued = answers.stream().filter(answer -> answer.statusCode() == 200).toList();
    assertThat(issued).as(answers.getFirst().asString()).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 409)).hasSize(7);
    for (var affair : affairs) {
      assertThat(issued.getFirst().<List<String>>path("charges"))
          .containsOnlyOnce(affair.charge().toString());
    }
    var numbers =
        TestDatabase.current()
            .rows("select number from invoices where payee = 'west-yorkshire' order by number");
    for (var n = 0; n < numbers.size(); n++) {
      assertThat(numbers.get(n).getFirst()).isEqualTo("west-yorkshire-%06d".formatted(n + 1));
    }
  }

  @Test
  void the_same_invoice_asked_for_eight_times_at_once_is_one() {
    neighbours.agreedAffair();
    var id = UUID.randomUUID();
    var answers =
        Race.of(
            Collections.<Callable<Response>>nCopies(
                8, () -> invoice(id, "south-yorkshire", MONTH)));
    assertThat(answers).extracting(Response::statusCode).containsOnly(200);
    assertThat(answers).extracting(Response::asString).containsOnly(answers.getFirst().asString());
  }

  @Test
  void the_database_itself_keeps_a_charge_off_a_second_invoice() {
    neighbours.agreedAffair();
    var id = UUID.randomUUID();
    invoice(id, "south-yorkshire", MONTH).then().statusCode(200);
    assertThatThrownBy(() ->
            TestDatabase.current()
                .run(
                    "insert into invoiced_charges select charge_id, invoice_id from invoiced_charges"))
        .hasMessageContaining("charges_stand_on_one_invoice");
  }

  @Test
  void a_refused_invoice_leaves_its_id_free_and_no_gap_in_the_numbers() {
    var id = UUID.randomUUID();
    invoice(id, "kent", MONTH).then().statusCode(409);
    invoice(id, "kent", MONTH).then().statusCode(409);
    assertThat(TestDatabase.current().count("creations where id = '" + id + "'")).isZero();
  }

  @Test
  void agreed_to_eight_times_at_once_is_told_once() {
    var affair = neighbours.ratedAffair();
    var etag = etag(affair);
    var answers = Race.of(Collections.nCopies(8, put(affair, "agreement", etag, Map.of())));
    assertThat(answers).containsOnly(200);
    neighbours.wire.await(
        Topics.CHARGES, ChargeAgreed.class, e -> e.chargeId().equals(affair.charge()));
    assertThat(
            neighbours.wire.all(Topics.CHARGES).stream()
                .filter(told -> told.event() instanceof ChargeAgreed)
                .filter(told -> told.event().requestId().equals(affair.request())))
        .hasSize(1);
  }

  @Test
  void of_agreement_and_dispute_at_once_exactly_one_wins() {
    for (var round = 0; round < 5; round++) {
      var affair = neighbours.ratedAffair();
      var etag = etag(affair);
      var answers =
          Race.of(
              List.of(
                  put(affair, "agreement", etag, Map.of()),
                  put(affair, "dispute", etag, Map.of("why", "Never came"))));
      assertThat(answers).containsOnlyOnce(200);
      assertThat(answers).containsAnyOf(409, 412);
    }
  }

  private static Callable<Integer> put(
      Affair affair, String step, String etag, Map<String, String> body) {
    return () ->
        host()
            .header("If-Match", etag)
            .body(body)
            .put("/charges/" + affair.charge() + "/" + step)
            .statusCode();
  }

  private static String etag(Affair affair) {
    return host().get("/charges/" + affair.charge()).header("ETag");
  }
}
