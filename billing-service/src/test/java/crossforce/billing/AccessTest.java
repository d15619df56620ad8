package crossforce.billing;

import static crossforce.billing.charge.model.Deployments.HOST;

import crossforce.billing.Neighbours.Affair;
import crossforce.contract.AssetId;
import crossforce.contract.ForceId;
import crossforce.contract.RequestId;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.RequestEvent.QuoteRequested;
import crossforce.kit.test.AccessTable;
import crossforce.kit.test.Operations;
import crossforce.kit.test.Tokens;
import crossforce.kit.test.WrongCalls;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccessTest {
  private static final ForceId KENT = new ForceId("kent");
  private static final ForceId ESSEX = new ForceId("essex");
  private static final String MONTH =
      YearMonth.now(Clock.system(ZoneId.of("Europe/London"))).toString();

  @Test
  void who_may_call_what() {
    try (var neighbours = new Neighbours()) {
      AccessTable.of(operations(neighbours)).check("billing-service");
    }
  }

  @Test
  void what_is_wrong_with_a_call_is_a_problem_and_changes_nothing() {
    try (var neighbours = new Neighbours()) {
      WrongCalls.check(
          operations(neighbours)
              .leavingOut(WrongCalls.OF_THE_KIT)
              .paths(
                  "PUT /invoices/{invoiceId}", "/invoices/{invoiceId}", "/invoices/{invoiceId}"));
    }
  }

  private static Operations operations(Neighbours neighbours) {
    neighbours.agreedAffair();
    var ownInvoice = UUID.randomUUID();
    Neighbours.invoice(ownInvoice, HOST.value(), MONTH).then().statusCode(200);
    var others = affairOfOthers(neighbours);
    agree(others);
    var otherInvoice = UUID.randomUUID();
    Neighbours.as(Tokens.person("finance-officer", ESSEX.value()))
        .body(Map.of("payer", KENT.value(), "month", MONTH))
        .put("/invoices/" + otherInvoice)
        .then()
        .statusCode(200);
    var own = neighbours.ratedAffair();
    return Operations.of(HOST.value())
        .paths("/problems/{code}", "/problems/no-such-charge", "/problems/try-again")
        .paths("/charges/{chargeId}", "/charges/" + own.charge(), "/charges/" + others.charge())
        .paths(
            "/quotes/{quoteId}",
            "/quotes/" + own.call().quoteId(),
            "/quotes/" + others.call().quoteId())
        .paths("/invoices/{invoiceId}", "/invoices/" + ownInvoice, "/invoices/" + otherInvoice)
        .paths("/accounts/{force}", "/accounts/" + HOST, "/accounts/" + KENT)
        .paths(
            "/tariffs/{tariff}/versions/{version}",
            "/tariffs/national/versions/2026",
            "/tariffs/national/versions/2027")
        .ifMatch("PUT /charges/{chargeId}/agreement", () -> "\"99\"")
        .ifMatch("PUT /charges/{chargeId}/dispute", () -> "\"99\"")
        .body("PUT /charges/{chargeId}/dispute", () -> "{\"why\":\"Never came\"}")
        .body("PUT /invoices/{invoiceId}", () -> "{\"payer\":\"kent\",\"month\":\"2020-01\"}");
  }

  private static void agree(Affair affair) {
    var path = "/charges/" + affair.charge();
    var token = Tokens.person("finance-officer", KENT.value());
    Neighbours.as(token)
        .header("If-Match", Neighbours.as(token).get(path).header("ETag"))
        .put(path + "/agreement")
        .then()
        .statusCode(200);
  }

  private static Affair affairOfOthers(Neighbours neighbours) {
    var request = new RequestId(UUID.randomUUID());
    var affair =
        new Affair(request, CallRef.of(request, 1, 1, new AssetId(UUID.randomUUID()), ESSEX));
    var asked = neighbours.asked(affair, "2026-11-19T10:00", "2026-11-19T18:00");
    neighbours.tell(
        new QuoteRequested(
            request,
            affair.call(),
            KENT,
            asked.rateCode(),
            asked.priority(),
            false,
            asked.duty(),
            asked.travel(),
            asked.kilometres()));
    neighbours.deploy(
        affair, "2026-11-19T09:10", "2026-11-19T10:00", "2026-11-19T18:00", "2026-11-19T18:50");
    neighbours.chargeFor(affair);
    return affair;
  }
}
