package crossforce.billing;

import static crossforce.billing.Neighbours.as;
import static crossforce.billing.Neighbours.donor;
import static crossforce.billing.Neighbours.host;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.billing.Neighbours.Affair;
import crossforce.contract.wire.NameUuid;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.Tokens;
import crossforce.kit.test.WrongCalls;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What each operation refuses by rules of its own; {@link WrongCalls} tries what all refuse. */
@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class BadInputTest {
  private static final List<String> TABLES =
      List.of("charges", "quotes", "invoices", "invoiced_charges", "ledger_entries", "outbox");

  private static final String AN_AGE_AHEAD =
      "%2B1000000000-12-31T23:59:59Z_00000000-0000-4000-8000-000000000000";

  private record Case(int status, String code, Supplier<Response> call) {}

  @Test
  void what_is_wrong_with_a_call_is_a_problem_of_its_own_and_changes_nothing() {
    try (var neighbours = new Neighbours()) {
      var affair = neighbours.ratedAffair();
      var etag = host().get("/charges/" + affair.charge()).header("ETag");
      var before = counts();
      for (var wrong : cases(affair, etag)) {
        var answer = wrong.call().get();
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(wrong.status());
        assertThat(answer.<String>path("type")).isEqualTo("/problems/" + wrong.code());
        assertThat(answer.contentType()).startsWith("application/problem+json");
      }
      assertThat(counts()).isEqualTo(before);
    }
  }

  private static List<Case> cases(Affair affair, String etag) {
    var charge = "/charges/" + affair.charge();
    var month = Map.of("payer", "south-yorkshire", "month", "2020-01");
    return List.of(
        // Agreement
        new Case(
            403,
            "not-the-payer",
            () -> donor().header("If-Match", etag).put(charge + "/agreement")),
        new Case(
            404,
            "no-such-charge",
            () ->
                as(Tokens.person("finance-officer", "kent"))
                    .header("If-Match", etag)
                    .put(charge + "/agreement")),
        new Case(
            403,
            "role-missing",
            () ->
                as(Tokens.person("requester", "south-yorkshire"))
                    .header("If-Match", etag)
                    .put(charge + "/agreement")),
        new Case(
            404,
            "no-such-charge",
            () -> match(etag).put("/charges/" + UUID.randomUUID() + "/agreement")),
        // Dispute
        new Case(
            422,
            "invalid-input",
            () -> match(etag).body(Map.of("why", " ")).put(charge + "/dispute")),
        new Case(
            422,
            "invalid-input",
            () -> match(etag).body(Map.of("why", "x".repeat(1001))).put(charge + "/dispute")),
        new Case(422, "invalid-input", () -> match(etag).put(charge + "/dispute")),
        // Invoices
        new Case(
            409,
            "nothing-to-invoice",
            () -> donor().body(month).put("/invoices/" + UUID.randomUUID())),
        new Case(
            422,
            "payer-unknown",
            () ->
                donor()
                    .body(Map.of("payer", "atlantis", "month", "2020-01"))
                    .put("/invoices/" + UUID.randomUUID())),
        new Case(
            422,
            "invoice-to-oneself",
            () -> host().body(month).put("/invoices/" + UUID.randomUUID())),
        new Case(
            422,
            "id-not-random",
            () -> donor().body(month).put("/invoices/" + NameUuid.of(new UUID(0, 0), "derived"))),
        new Case(
            422,
            "invalid-input",
            () ->
                donor()
                    .body(Map.of("payer", "south-yorkshire"))
                    .put("/invoices/" + UUID.randomUUID())),
        // Lists and reading
        new Case(422, "invalid-input", () -> host().get("/charges?state=paid")),
        new Case(422, "after-invalid", () -> host().get("/charges?after=yesterday")),
        new Case(
            422,
            "after-invalid",
            () -> host().get("/accounts/south-yorkshire/entries?after=1_2_3")),
        new Case(422, "value-not-storable", () -> plain("/accounts?after=a%00b")),
        new Case(
            422,
            "value-not-storable",
            () -> plain("/accounts/south-yorkshire/entries?after=" + AN_AGE_AHEAD + "_0")),
        new Case(422, "value-not-storable", () -> plain("/charges?after=" + AN_AGE_AHEAD)),
        new Case(404, "no-such-book", () -> host().get("/accounts/kent/entries")),
        new Case(404, "no-such-book", () -> host().get("/accounts/Not%20A%20Force/entries")),
        new Case(404, "no-such-tariff", () -> host().get("/tariffs/national/versions/1")),
        new Case(404, "no-such-quote", () -> host().get("/quotes/" + UUID.randomUUID())),
        new Case(403, "no-force", () -> as(Tokens.person("finance-officer")).get("/charges")));
  }

  private static io.restassured.specification.RequestSpecification match(String etag) {
    return host().header("If-Match", etag);
  }

  /** With its escapes as they are. */
  private static Response plain(String path) {
    return host().urlEncodingEnabled(false).get(path);
  }

  private static List<Long> counts() {
    return TABLES.stream().map(TestDatabase.current()::count).toList();
  }
}
