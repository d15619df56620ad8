package crossforce.billing;

import static crossforce.billing.charge.model.Deployments.DONOR;
import static crossforce.billing.charge.model.Deployments.HOST;

import crossforce.billing.charge.model.Charge;
import crossforce.billing.charge.model.Deployments;
import crossforce.contract.ActorId;
import crossforce.contract.AssetId;
import crossforce.contract.ChargeId;
import crossforce.contract.Classification;
import crossforce.contract.ForceId;
import crossforce.contract.Jurisdiction;
import crossforce.contract.Money;
import crossforce.contract.Position;
import crossforce.contract.Priority;
import crossforce.contract.RequestId;
import crossforce.contract.TimeSlot;
import crossforce.contract.Topics;
import crossforce.contract.billing.ChargeEvent.ChargeRated;
import crossforce.contract.billing.ChargeEvent.QuoteGiven;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.OfferMade;
import crossforce.contract.broker.RequestEvent.QuoteRequested;
import crossforce.contract.registry.ForceEvent.Force;
import crossforce.contract.registry.ForceEvent.ForceRegistered;
import crossforce.contract.wire.Envelope;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.Tokens;
import crossforce.kit.test.Told;
import crossforce.kit.test.Wire;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;

/** What the broker tells and people ask, so that the tests can tell stories. */
public final class Neighbours implements AutoCloseable {
  public final Wire wire = Wire.open();
  private Classification classification = Classification.OFFICIAL;

  public Neighbours() {
    for (var force : List.of(HOST.value(), DONOR.value(), "kent", "essex")) {
      wire.tell(Topics.FORCES, new ForceRegistered(new ForceId(force), force(force)));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> TestDatabase.current().count("forces") >= 4);
  }

  private static Force force(String name) {
    return new Force(
        name,
        "E23000000",
        "00",
        "Yorkshire",
        Jurisdiction.ENGLAND_AND_WALES,
        new BigDecimal("1000.00"),
        new Position(53.8, -1.5),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** A request of the host with one call of an armed crew of the donor, at random. */
  public record Affair(RequestId request, CallRef call) {
    public static Affair any() {
      var request = new RequestId(UUID.randomUUID());
      return new Affair(request, CallRef.of(request, 1, 1, new AssetId(UUID.randomUUID()), DONOR));
    }

    public ChargeId charge() {
      return Charge.idFor(call.deploymentId());
    }
  }

  public Envelope tell(RequestEvent event) {
    return wire.tell(Topics.REQUESTS, event, classification);
  }

  /** How secret the requests are from now on. */
  public void classify(Classification as) {
    classification = as;
  }

  public QuoteRequested asked(Affair affair, String from, String until) {
    return Deployments.asked(
        affair.call(),
        affair.request(),
        new TimeSlot(TestTariffs.london(from), TestTariffs.london(until)),
        Priority.URGENT);
  }

  /** The donor says that it would come. */
  public Envelope offer(Affair affair) {
    var by = new ActorId(UUID.randomUUID().toString());
    return tell(new OfferMade(affair.request(), affair.call(), new Money(0), by));
  }

  /** As planned but 37 minutes longer on duty. */
  public void deploy(
      Affair affair, String mobilised, String arrived, String released, String home) {
    offer(affair);
    Deployments.told(
            affair.call(),
            affair.request(),
            TestTariffs.london(mobilised),
            TestTariffs.london(arrived),
            TestTariffs.london(released),
            TestTariffs.london(home),
            112)
        .forEach(this::tell);
  }

  public Told<QuoteGiven> quoteFor(Affair affair) {
    return wire.await(
        Topics.CHARGES, QuoteGiven.class, given -> given.callId().equals(affair.call().callId()));
  }

  public Told<ChargeRated> chargeFor(Affair affair) {
    return wire.await(
        Topics.CHARGES, ChargeRated.class, rated -> rated.chargeId().equals(affair.charge()));
  }

  /** Eight hours of a Thursday and 37 minutes more, rated. */
  public Affair ratedAffair() {
    var affair = Affair.any();
    tell(asked(affair, "2026-11-19T10:00", "2026-11-19T18:00"));
    deploy(affair, "2026-11-19T09:10", "2026-11-19T10:00", "2026-11-19T18:37", "2026-11-19T19:27");
    chargeFor(affair);
    return affair;
  }

  public Affair agreedAffair() {
    var affair = ratedAffair();
    var etag = host().get("/charges/" + affair.charge()).header("ETag");
    host()
        .header("If-Match", etag)
        .put("/charges/" + affair.charge() + "/agreement")
        .then()
        .statusCode(200);
    return affair;
  }

  /** The host's finance officer, who pays. */
  public static RequestSpecification host() {
    return as(Tokens.person("finance-officer", HOST.value()));
  }

  /** The donor's finance officer, who is paid. */
  public static RequestSpecification donor() {
    return as(Tokens.person("finance-officer", DONOR.value()));
  }

  public static RequestSpecification as(String token) {
    return RestAssured.given().auth().oauth2(token).contentType("application/json");
  }

  public static Response invoice(UUID id, String payer, String month) {
    return donor().body(Map.of("payer", payer, "month", month)).put("/invoices/" + id);
  }

  @Override
  public void close() {
    wire.close();
  }
}
