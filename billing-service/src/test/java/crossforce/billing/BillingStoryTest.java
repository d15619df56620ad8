package crossforce.billing;

import static crossforce.billing.Neighbours.donor;
import static crossforce.billing.Neighbours.host;
import static crossforce.billing.Neighbours.invoice;
import static crossforce.billing.charge.model.Deployments.DONOR;
import static crossforce.billing.charge.model.Deployments.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import crossforce.billing.Neighbours.Affair;
import crossforce.contract.Money;
import crossforce.contract.RateCode;
import crossforce.contract.ShortfallReason;
import crossforce.contract.Topics;
import crossforce.contract.billing.ChargeEvent.ChargeAgreed;
import crossforce.contract.billing.ChargeEvent.ChargeRated;
import crossforce.contract.billing.ChargeEvent.Difference;
import crossforce.contract.billing.ChargeEvent.QuoteGiven;
import crossforce.contract.billing.ChargeEvent.QuoteRefused;
import crossforce.contract.billing.SettlementEvent.InvoiceIssued;
import crossforce.contract.billing.TariffEvent.TariffPublished;
import crossforce.contract.broker.RequestEvent.DeploymentReturned;
import crossforce.contract.broker.RequestEvent.DeploymentStoodDown;
import crossforce.contract.broker.RequestEvent.QuoteRequested;
import crossforce.contract.wire.EventTypes;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class BillingStoryTest {
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
  void from_the_price_of_a_call_to_the_invoice() {
    // South Yorkshire asks; the broker wants the price of a crew of West Yorkshire.
    var affair = Affair.any();
    var question =
        neighbours.tell(neighbours.asked(affair, "2026-11-19T10:00", "2026-11-19T18:00"));
    var quote = neighbours.quoteFor(affair);
    assertThat(quote.envelope().causationId()).contains(question.id());
    assertThat(quote.envelope().correlationId()).isEqualTo(affair.request().toString());
    assertThat(quote.event().price().tariffVersion()).isEqualTo(2026);

    // Whoever pays learns only with the offer who would come.
    var path = "/quotes/" + affair.call().quoteId();
    donor().get(path).then().statusCode(200);
    host().get(path).then().statusCode(404);
    neighbours.offer(affair);
    await().until(() -> host().get(path).statusCode() == 200);
    host()
        .get("/quotes/" + affair.call().quoteId())
        .then()
        .statusCode(200)
        .body("state", equalTo("given"))
        .body("payer", equalTo("south-yorkshire"))
        .body("price.fullCost", equalTo((int) quote.event().price().fullCost().pence()));

    // The crew goes, stays 37 minutes longer, and drives 112 kilometres instead of 110.
    neighbours.deploy(
        affair, "2026-11-19T09:10", "2026-11-19T10:00", "2026-11-19T18:37", "2026-11-19T19:27");
    var charge = neighbours.chargeFor(affair);
    // By the seed tariff: £153.54 an hour and 63p a kilometre. 37 min = £94.683; 2 km = £1.26.
    // On duty 480 min £1,228.32, now 517 min £1,323.003; so £94.68 more.
    assertThat(charge.event().quoted()).isEqualTo(new Money(1228_32 + 2 * 127_95 + 69_30));
    assertThat(charge.event().differences())
        .extracting(Difference::code, Difference::amount)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("longer-deployment", new Money(94_68)),
            org.assertj.core.groups.Tuple.tuple("kilometres", new Money(1_26)));
    assertThat(charge.envelope().causationId())
        .contains(EventTypes.idOf(affair.call().callId().value(), DeploymentReturned.class));

    // Both may read it. The payer agrees, having read it, and both books show it.
    donor().get("/charges/" + affair.charge()).then().statusCode(200);
    var etag = host().get("/charges/" + affair.charge()).header("ETag");
    host()
        .header("If-Match", etag)
        .put("/charges/" + affair.charge() + "/agreement")
        .then()
        .statusCode(200)
        .body("state", equalTo("agreed"));
    // Said twice, done once, even with the tag of before.
    host()
        .header("If-Match", etag)
        .put("/charges/" + affair.charge() + "/agreement")
        .then()
        .statusCode(200)
        .body("state", equalTo("agreed"));
    var agreed =
        neighbours.wire.await(
            Topics.CHARGES, ChargeAgreed.class, e -> e.chargeId().equals(affair.charge()));
    assertThat(agreed.envelope().causationId()).contains(charge.envelope().id());
    var pence = (int) charge.event().price().fullCost().pence();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            host()
                .get("/accounts/south-yorkshire/entries?limit=200")
                .then()
                .statusCode(200)
                .body(
                    "items.findAll { it.eventId == '%s' }.amount".formatted(agreed.envelope().id()),
                    equalTo(List.of(pence, -pence))));
    donor()
        .get("/accounts/west-yorkshire/entries?limit=200")
        .then()
        .body(
            "items.findAll { it.eventId == '%s' }.account".formatted(agreed.envelope().id()),
            equalTo(List.of("receivable", "aid-given")));

    // The payee invoices the month of the agreement; the charge is on it, once.
    var month = YearMonth.now(Clock.system(ZoneId.of("Europe/London"))).toString();
    var id = UUID.randomUUID();
    var issued = invoice(id, "south-yorkshire", month);
    issued
        .then()
        .statusCode(200)
        .body("charges", hasItem(affair.charge().toString()))
        .body("vat", equalTo(0))
        .body("vatCategory", equalTo("O"));
    assertThat(issued.path("total").toString()).isEqualTo(issued.path("net").toString());
    assertThat(invoice(id, "south-yorkshire", month).asString()).isEqualTo(issued.asString());
    invoice(UUID.randomUUID(), "south-yorkshire", month)
        .then()
        .statusCode(409)
        .body("type", equalTo("/problems/nothing-to-invoice"));
    var told =
        neighbours.wire.await(
            Topics.SETTLEMENTS, InvoiceIssued.class, e -> e.invoiceId().value().equals(id));
    assertThat(told.event().payer()).isEqualTo(HOST);
    assertThat(told.event().payee()).isEqualTo(DONOR);
    assertThat(told.envelope().correlationId()).isEqualTo(id.toString());
    host()
        .get("/invoices/" + id)
        .then()
        .statusCode(200)
        .body("number", equalTo(told.event().number()));
  }

  @Test
  void the_same_question_is_answered_once_and_the_same_return_charged_once() {
    var affair = neighbours.ratedAffair();
    var returned =
        new DeploymentReturned(
            affair.request(), affair.call(), TestTariffs.london("2026-11-19T23:00"), DONOR, 999);
    neighbours.tell(neighbours.asked(affair, "2026-11-19T10:00", "2026-11-19T18:00"));
    neighbours.tell(returned);
    var next = neighbours.ratedAffair(); // Heard after them.

    assertThat(told(ChargeRated.class, affair)).hasSize(1);
    assertThat(told(QuoteGiven.class, affair)).hasSize(1);
    assertThat(told(ChargeRated.class, next)).hasSize(1);
  }

  @Test
  void an_asset_whose_rate_code_has_no_price_is_refused_and_not_guessed() {
    var affair = Affair.any();
    var asked = neighbours.asked(affair, "2026-11-19T10:00", "2026-11-19T18:00");
    neighbours.tell(
        new QuoteRequested(
            asked.requestId(),
            asked.call(),
            asked.host(),
            new RateCode("hovercraft"),
            asked.priority(),
            false,
            asked.duty(),
            asked.travel(),
            asked.kilometres()));
    var refused =
        neighbours.wire.await(
            Topics.CHARGES, QuoteRefused.class, e -> e.callId().equals(affair.call().callId()));
    assertThat(refused.event().reason()).isEqualTo(ShortfallReason.NO_TARIFF);
    donor()
        .get("/quotes/" + affair.call().quoteId())
        .then()
        .statusCode(200)
        .body("state", equalTo("refused"))
        .body("reason", equalTo("no-tariff"));
  }

  @Test
  void the_payer_disputes_and_later_agrees_after_all() {
    var affair = neighbours.ratedAffair();
    var etag = host().get("/charges/" + affair.charge()).header("ETag");
    var path = "/charges/" + affair.charge();
    var disputed =
        host()
            .header("If-Match", etag)
            .body(Map.of("why", "Released at 18:00"))
            .put(path + "/dispute");
    disputed
        .then()
        .statusCode(200)
        .body("state", equalTo("disputed"))
        .body("why", equalTo("Released at 18:00"));
    host()
        .header("If-Match", etag)
        .put(path + "/agreement")
        .then()
        .statusCode(412)
        .body("type", equalTo("/problems/version-stale"));
    host()
        .header("If-Match", disputed.header("ETag"))
        .put(path + "/agreement")
        .then()
        .statusCode(200)
        .body("state", equalTo("agreed"));
  }

  @Test
  void stood_down_on_the_way_only_the_way_is_charged_and_before_it_nothing() {
    var affair = Affair.any();
    neighbours.tell(neighbours.asked(affair, "2026-11-19T10:00", "2026-11-19T18:00"));
    var events =
        crossforce.billing.charge.model.Deployments.told(
            affair.call(),
            affair.request(),
            TestTariffs.london("2026-11-19T09:10"),
            TestTariffs.london("2026-11-19T10:00"),
            TestTariffs.london("2026-11-19T18:00"),
            TestTariffs.london("2026-11-19T19:00"),
            0);
    var never = Affair.any();
    neighbours.tell(neighbours.asked(never, "2026-11-19T10:00", "2026-11-19T18:00"));
    neighbours.tell(stoodDown(never));
    neighbours.tell(events.getFirst());
    neighbours.tell(stoodDown(affair));

    var charge = neighbours.chargeFor(affair).event();
    assertThat(charge.price().lines())
        .extracting(line -> line.rule())
        .containsExactly("travel-out-hours", "travel-home-hours", "kilometres");
    neighbours.ratedAffair();
    assertThat(told(ChargeRated.class, never)).isEmpty();
  }

  @Test
  void a_return_told_after_the_weekend_is_charged_for_four_hours_more_than_planned_and_says_so() {
    var affair = Affair.any();
    neighbours.tell(neighbours.asked(affair, "2026-11-20T10:00", "2026-11-20T18:00"));
    neighbours.deploy(
        affair, "2026-11-20T09:10", "2026-11-20T10:00", "2026-11-20T18:00", "2026-11-23T09:00");
    neighbours.chargeFor(affair);
    // By the seed tariff: 120 min at £153.54 an hour = £307.08, 170 min at £168.894 = £478.533; out
    // £127.95, on duty £1,228.32, 112 km at 63p = £70.56.
    for (var party : List.of(host(), donor())) {
      party
          .get("/charges/" + affair.charge())
          .then()
          .statusCode(200)
          .body("state", equalTo("rated"))
          .body("price.fullCost", equalTo(2212_44))
          .body(
              "price.lines.find { it.rule == 'travel-home-unpaid' }.description",
              equalTo("On the way back after 290 minutes, not paid"))
          .body("price.lines.find { it.rule == 'travel-home-unpaid' }.units", equalTo(3490))
          .body(
              "differences.find { it.code == 'travel-time' }.description",
              equalTo(
                  "On the road +240 minutes against the plan;"
                      + " 3490 minutes beyond 4 hours over the plan are not paid"));
    }
  }

  @Test
  void the_invented_national_tariff_is_published_at_start_once_a_version() {
    neighbours.wire.await(Topics.TARIFFS, TariffPublished.class, e -> e.version() == 2027);
    assertThat(neighbours.wire.all(Topics.TARIFFS))
        .extracting(told -> ((TariffPublished) told.event()).version())
        .containsExactly(2025, 2026, 2027);
    Neighbours.as(crossforce.kit.test.Tokens.person("requester", "kent"))
        .get("/tariffs")
        .then()
        .statusCode(200)
        .body("items", hasSize(3))
        .body("items.invented", equalTo(List.of(true, true, true)));
    host()
        .get("/tariffs/national/versions/2026")
        .then()
        .statusCode(200)
        .body("rates", hasSize(17 * 4));
    host().get("/tariffs/national/versions/1999").then().statusCode(404);
  }

  private static DeploymentStoodDown stoodDown(Affair affair) {
    return new DeploymentStoodDown(
        affair.request(),
        affair.call(),
        TestTariffs.london("2026-11-19T09:30"),
        DONOR,
        "Suspect in custody",
        new crossforce.contract.ActorId("someone"),
        Optional.of(DONOR));
  }

  private List<?> told(Class<?> type, Affair affair) {
    return neighbours.wire.all(Topics.CHARGES).stream()
        .filter(told -> type.isInstance(told.event()))
        .filter(told -> told.event().requestId().equals(affair.request()))
        .toList();
  }
}
