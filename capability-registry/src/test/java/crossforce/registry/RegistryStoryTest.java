package crossforce.registry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import crossforce.contract.AccreditationCode;
import crossforce.contract.AssetId;
import crossforce.contract.Availability;
import crossforce.contract.BookingId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.Classification;
import crossforce.contract.ForceId;
import crossforce.contract.LegalBasis;
import crossforce.contract.ShortfallReason;
import crossforce.contract.TimeSlot;
import crossforce.contract.registry.AssetEvent.AssetPublished;
import crossforce.contract.registry.AssetEvent.AvailabilityChanged;
import crossforce.contract.registry.AssetEvent.BookingCancelled;
import crossforce.contract.registry.AssetEvent.BookingCommitRefused;
import crossforce.contract.registry.AssetEvent.BookingCommitted;
import crossforce.contract.registry.AssetEvent.BookingEnded;
import crossforce.contract.registry.AssetEvent.BookingHeld;
import crossforce.contract.registry.AssetEvent.BookingRefused;
import crossforce.contract.wire.EventTypes;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.Tokens;
import crossforce.kit.test.Wire;
import crossforce.registry.seed.Seeder;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class RegistryStoryTest {
  private static final ForceId DONOR = new ForceId("south-yorkshire");
  private static final CapabilityCode DOG = new CapabilityCode("explosives-search-dog");
  private static final AccreditationCode SKILL = new AccreditationCode("explosives-search-dog");

  @Inject Seeder seeder;
  @Inject Clock clock;

  private Broker broker;
  private Instant now;
  private TimeSlot duty;

  @BeforeEach
  void aRegisterWithForcesAndTheCatalogue() {
    seeder.register();
    broker = new Broker(Wire.open(clock));
    now = clock.instant();
    duty = new TimeSlot(now.plus(Duration.ofHours(2)), now.plus(Duration.ofHours(8)));
  }

  @Test
  void an_asset_is_lent_from_listing_to_rest() {
    // South Yorkshire lists an explosives search dog.
    var asset = listed();
    var published = broker.hears(AssetPublished.class, e -> e.assetId().equals(asset));
    availability(asset).body("availability", equalTo("available")).body("until", nullValue());

    // West Yorkshire asks, and the broker wants the dog held.
    broker.submit(DOG, duty, LegalBasis.S24);
    var call = broker.call(asset, DONOR);
    var asked = broker.hold(call, DOG, duty, now.plus(Duration.ofMinutes(35)));
    var held = broker.hears(BookingHeld.class, e -> e.assetId().equals(asset));
    assertThat(held.event().bookingId()).isEqualTo(call.bookingId());
    assertThat(held.envelope().causationId()).contains(asked.id());
    assertThat(held.envelope().correlationId()).isEqualTo(broker.request.toString());
    assertThat(held.envelope().id())
        .isEqualTo(EventTypes.idOf(call.bookingId().value(), BookingHeld.class));
    bookings(asset).body("items[0].state", equalTo("held"));

    // The host takes the offer: the time is promised, and seen to be so when it begins.
    var order = broker.order(call);
    var committed = broker.hears(BookingCommitted.class, e -> e.assetId().equals(asset));
    assertThat(committed.envelope().causationId()).contains(order.id());
    var foreseen =
        broker.hears(
            AvailabilityChanged.class, e -> e.assetId().equals(asset) && e.until().isPresent());
    assertThat(foreseen.event().until()).contains(held.event().blocked().from());
    assertThat(foreseen.envelope().causationId()).contains(committed.envelope().id());
    bookings(asset).body("items[0].state", equalTo("committed"));

    // The donor mobilises, and has it back after the duty.
    broker.mobilise(call, now);
    broker.hears(
        AvailabilityChanged.class,
        e -> e.assetId().equals(asset) && e.availability() == Availability.DEPLOYED);
    availability(asset).body("availability", equalTo("deployed"));
    var returned = broker.returned(call, now);
    var ended = broker.hears(BookingEnded.class, e -> e.assetId().equals(asset));
    assertThat(ended.event().freeFrom()).isEqualTo(now.plus(Duration.ofHours(11)));
    assertThat(ended.envelope().causationId()).contains(returned.id());
    var resting =
        broker.hears(
            AvailabilityChanged.class,
            e -> e.assetId().equals(asset) && e.availability() == Availability.RESTING);
    assertThat(resting.event().until()).contains(now.plus(Duration.ofHours(11)));
    bookings(asset).body("items[0].state", equalTo("ended"));

    // Eleven hours later, by time alone, it is free again, and whoever starts late can see it.
    var rested = now.plus(Duration.ofHours(11));
    moveClockTo(rested);
    var free =
        broker.hears(
            AvailabilityChanged.class, e -> e.assetId().equals(asset) && e.asOf().equals(rested));
    assertThat(free.event().availability()).isEqualTo(Availability.AVAILABLE);
    var shown = Projection.await(asset, latest -> latest.asOf().equals(rested));
    assertThat(shown.availability()).isEqualTo(Availability.AVAILABLE);
    assertThat(shown.sequence()).isEqualTo(free.envelope().sequence());

    // Every event of the asset is chained to what it grew from.
    assertThat(published.envelope().subject()).isEqualTo(asset.toString());
    assertThat(published.envelope().auth().id().value())
        .isEqualTo(Tokens.subject("asset-manager", DONOR.value()));
  }

  @Test
  void what_is_promised_is_not_promised_again_and_is_free_when_given_up() {
    var asset = listed();
    broker.submit(DOG, duty, LegalBasis.S24);
    var call = broker.call(asset, DONOR);
    broker.hold(call, DOG, duty, now.plus(Duration.ofMinutes(35)));
    broker.hears(BookingHeld.class, e -> e.assetId().equals(asset));

    // Another request wants the same dog.
    var rival = new Broker(Wire.open(clock));
    var rivals = rival.call(asset, DONOR);
    rival.hold(rivals, DOG, duty, now.plus(Duration.ofMinutes(35)));
    assertThat(
            rival
                .hears(BookingRefused.class, e -> e.bookingId().equals(rivals.bookingId()))
                .event()
                .reason())
        .isEqualTo(ShortfallReason.ALREADY_PROMISED);

    // The first one no longer needs it.
    var withdrawn = broker.withdraw(call);
    var cancelled =
        broker.hears(BookingCancelled.class, e -> e.bookingId().equals(call.bookingId()));
    assertThat(cancelled.envelope().causationId()).contains(withdrawn.id());
    var again = new Broker(Wire.open(clock));
    var agains = again.call(asset, DONOR);
    again.hold(agains, DOG, duty, now.plus(Duration.ofMinutes(35)));
    again.hears(BookingHeld.class, e -> e.bookingId().equals(agains.bookingId()));

    // What was refused is withdrawn too, and nothing comes of it.
    rival.withdraw(rivals);
  }

  @Test
  void an_accreditation_taken_away_stops_a_promise() {
    var asset = listed();
    broker.submit(DOG, duty, LegalBasis.S24);
    var call = broker.call(asset, DONOR);
    broker.hold(call, DOG, duty, now.plus(Duration.ofMinutes(35)));
    broker.hears(BookingHeld.class, e -> e.assetId().equals(asset));

    as("asset-manager")
        .put("/assets/{id}/accreditations/{code}/withdrawal", asset.toString(), SKILL.value())
        .then()
        .statusCode(200);
    broker.order(call);

    assertThat(
            broker
                .hears(BookingCommitRefused.class, e -> e.assetId().equals(asset))
                .event()
                .reason())
        .isEqualTo(ShortfallReason.ACCREDITATION_LAPSED);
    bookings(asset).body("items[0].state", equalTo("cancelled"));
  }

  @Test
  void a_legal_basis_taken_off_an_offered_asset_stops_a_promise() {
    var asset = listed();
    broker.submit(DOG, duty, LegalBasis.S24);
    var call = broker.call(asset, DONOR);
    broker.hold(call, DOG, duty, now.plus(Duration.ofMinutes(35)));
    broker.hears(BookingHeld.class, e -> e.assetId().equals(asset));

    as("asset-manager")
        .header(
            "If-Match", as("asset-manager").get("/assets/{id}", asset.toString()).header("ETag"))
        .body(dogLentOn("s98"))
        .put("/assets/{id}", asset.toString())
        .then()
        .statusCode(200);
    broker.order(call);

    assertThat(
            broker
                .hears(BookingCommitRefused.class, e -> e.assetId().equals(asset))
                .event()
                .reason())
        .isEqualTo(ShortfallReason.NO_LEGAL_BASIS);
    bookings(asset).body("items[0].state", equalTo("cancelled"));
  }

  @Test
  void an_asset_is_lent_only_on_the_law_that_the_request_asks_on() {
    var asset = listed();
    broker.submit(DOG, duty, LegalBasis.S98);
    var call = broker.call(asset, DONOR);

    broker.hold(call, DOG, duty, now.plus(Duration.ofMinutes(35)));

    assertThat(broker.hears(BookingRefused.class, e -> e.assetId().equals(asset)).event().reason())
        .isEqualTo(ShortfallReason.NO_LEGAL_BASIS);
  }

  @Test
  void a_hold_that_nobody_orders_lapses_by_time_alone() {
    var asset = listed();
    broker.submit(DOG, duty, LegalBasis.S24);
    var call = broker.call(asset, DONOR);
    broker.hold(call, DOG, duty, clock.instant().plus(Duration.ofSeconds(3)));
    var held = broker.hears(BookingHeld.class, e -> e.assetId().equals(asset));

    var cancelled = broker.hears(BookingCancelled.class, e -> e.assetId().equals(asset));

    assertThat(cancelled.envelope().causationId()).contains(held.envelope().id());
    assertThat(cancelled.envelope().correlationId()).isEqualTo(broker.request.toString());
  }

  @Test
  void what_time_alone_does_to_a_sensitive_promise_is_told_as_sensitive() {
    var asset = listed();
    broker.classify(Classification.OFFICIAL_SENSITIVE);
    broker.submit(DOG, duty, LegalBasis.S24);
    var call = broker.call(asset, DONOR);
    broker.hold(call, DOG, duty, clock.instant().plus(Duration.ofSeconds(3)));

    var cancelled = broker.hears(BookingCancelled.class, e -> e.assetId().equals(asset));

    assertThat(cancelled.envelope().classification()).isEqualTo(Classification.OFFICIAL_SENSITIVE);
  }

  @Test
  void an_order_placed_in_time_is_kept_however_late_it_is_heard() throws SQLException {
    var asset = listed();
    broker.submit(DOG, duty, LegalBasis.S24);
    var call = broker.call(asset, DONOR);
    var until = now.plus(Duration.ofMinutes(35));
    broker.hold(call, DOG, duty, until);
    broker.hears(BookingHeld.class, e -> e.assetId().equals(asset));

    // The registry hears nothing while the order is placed and the hold's end passes.
    try (var deaf = TestDatabase.current().superuser();
        var statement = deaf.createStatement()) {
      deaf.setAutoCommit(false);
      statement.execute("select from event_offsets where topic = 'broker.requests.v1' for update");
      broker.order(call);
      moveClockTo(until.plusSeconds(1));
      await().atMost(Duration.ofSeconds(10)).until(() -> !isDue(call.bookingId(), until));
      deaf.rollback();
    }

    broker.hears(BookingCommitted.class, e -> e.assetId().equals(asset));
    bookings(asset).body("items[0].state", equalTo("committed"));
  }

  private static boolean isDue(BookingId booking, Instant at) throws SQLException {
    try (var connection = TestDatabase.current().superuser();
        var statement =
            connection.prepareStatement(
                "select from deadlines where subject = ? and due_at <= ?::timestamptz")) {
      statement.setString(1, booking.toString());
      statement.setString(2, at.toString());
      return statement.executeQuery().next();
    }
  }

  @Test
  void an_owner_takes_its_asset_out_and_time_alone_brings_it_back() {
    var asset = listed();
    var id = UUID.randomUUID();
    var until = clock.instant().plus(Duration.ofSeconds(4)).truncatedTo(ChronoUnit.MILLIS);

    as("asset-manager")
        .body(Map.of("from", now.toString(), "until", until.toString(), "reason", "repair"))
        .put("/assets/{id}/unavailabilities/{uid}", asset.toString(), id.toString())
        .then()
        .statusCode(200)
        .body("unavailabilityId", equalTo(id.toString()));

    broker.hears(
        AvailabilityChanged.class,
        e -> e.assetId().equals(asset) && e.availability() == Availability.UNAVAILABLE);
    var back =
        broker.hears(
            AvailabilityChanged.class,
            e ->
                e.assetId().equals(asset)
                    && e.availability() == Availability.AVAILABLE
                    && e.asOf().equals(until));
    assertThat(back.event().until()).isEmpty();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> availability(asset).body("availability", equalTo("available")));
  }

  private AssetId listed() {
    var asset = new AssetId(UUID.randomUUID());
    as("asset-manager")
        .body(dogLentOn("s24"))
        .put("/assets/{id}", asset.toString())
        .then()
        .statusCode(201)
        .header("ETag", equalTo("\"0\""))
        .body("state", equalTo("listed"));
    as("asset-manager")
        .body(Map.of("expires", LocalDate.ofInstant(now, java.time.ZoneOffset.UTC).plusDays(90)))
        .put("/assets/{id}/accreditations/{code}", asset.toString(), SKILL.value())
        .then()
        .statusCode(200)
        .body("accreditations.code", hasItem(SKILL.value()));
    return asset;
  }

  private static Map<String, Object> dogLentOn(String basis) {
    return Map.of(
        "capability",
        DOG.value(),
        "name",
        "Explosives search dog team, Sheffield",
        "base",
        Map.of("latitude", 53.38, "longitude", -1.47),
        "crew",
        1,
        "noticeToMove",
        "PT30M",
        "preparation",
        "PT15M",
        "rateCode",
        "dog-handler",
        "legalBases",
        List.of(basis),
        "invented",
        true);
  }

  private static void moveClockTo(Instant moment) {
    given()
        .auth()
        .oauth2(Tokens.person("operator"))
        .contentType(ContentType.JSON)
        .body(Map.of("now", moment.toString()))
        .put("/clock")
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse availability(AssetId asset) {
    return as("duty-officer")
        .get("/assets/{id}/availability", asset.toString())
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse bookings(AssetId asset) {
    return as("duty-officer").get("/assets/{id}/bookings", asset.toString()).then().statusCode(200);
  }

  private static io.restassured.specification.RequestSpecification as(String role) {
    return given().auth().oauth2(Tokens.person(role, DONOR.value())).contentType(ContentType.JSON);
  }
}
