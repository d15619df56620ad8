package crossforce.broker;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.AccreditationCode;
import crossforce.contract.AssetId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.ChargingCategory;
import crossforce.contract.ForceId;
import crossforce.contract.Jurisdiction;
import crossforce.contract.LegalBasis;
import crossforce.contract.Money;
import crossforce.contract.Position;
import crossforce.contract.RateCode;
import crossforce.contract.RequestId;
import crossforce.contract.Sensitivity;
import crossforce.contract.ShortfallReason;
import crossforce.contract.Topics;
import crossforce.contract.billing.ChargeEvent.Price;
import crossforce.contract.billing.ChargeEvent.QuoteGiven;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.AboutCall;
import crossforce.contract.broker.RequestEvent.DonorCalled;
import crossforce.contract.broker.RequestEvent.HoldRequested;
import crossforce.contract.broker.RequestEvent.OrderPlaced;
import crossforce.contract.broker.RequestEvent.QuoteRequested;
import crossforce.contract.registry.AssetEvent;
import crossforce.contract.registry.AssetEvent.Accreditation;
import crossforce.contract.registry.AssetEvent.AccreditationRecorded;
import crossforce.contract.registry.AssetEvent.Asset;
import crossforce.contract.registry.AssetEvent.AssetPublished;
import crossforce.contract.registry.AssetEvent.BookingCancelled;
import crossforce.contract.registry.AssetEvent.BookingCommitRefused;
import crossforce.contract.registry.AssetEvent.BookingCommitted;
import crossforce.contract.registry.AssetEvent.BookingHeld;
import crossforce.contract.registry.AssetEvent.BookingRefused;
import crossforce.contract.registry.CapabilityEvent.Capability;
import crossforce.contract.registry.CapabilityEvent.CapabilityDefined;
import crossforce.contract.registry.CapabilityEvent.CapabilityRetired;
import crossforce.contract.registry.ForceEvent.Force;
import crossforce.contract.registry.ForceEvent.ForceRegistered;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.Told;
import crossforce.kit.test.Wire;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;

/** The registry and billing around the broker under test. */
public final class World implements AutoCloseable {
  public static final Position STATION = new Position(53.796, -1.542);
  public static final Money PRICE = new Money(400_00);

  private final Wire wire = Wire.open();
  private final String suffix = UUID.randomUUID().toString().substring(0, 8);

  /** Tells the register of forces, and waits until the broker knows it. */
  public static World open() {
    var world = new World();
    for (var force : List.of(People.HOST, People.NEAR, People.FAR)) {
      world.wire.tell(Topics.FORCES, new ForceRegistered(new ForceId(force), force(force)));
    }
    world.awaitCount("select count(*) from pool_forces", 3);
    return world;
  }

  public Wire wire() {
    return wire;
  }

  /** A capability of this test alone. */
  public CapabilityCode capability(String name, boolean armed, Sensitivity sensitivity) {
    var code = new CapabilityCode(name + "-" + suffix);
    wire.tell(
        Topics.CAPABILITIES,
        new CapabilityDefined(
            code,
            1,
            new Capability(
                name,
                "test",
                Optional.empty(),
                2,
                List.of(),
                armed ? List.of(new AccreditationCode("arv")) : List.of(),
                Duration.ofMinutes(15),
                sensitivity,
                "Lead",
                armed,
                false,
                80)));
    awaitCount("select count(*) from pool_capabilities where code = '" + code + "'", 1);
    return code;
  }

  public CapabilityCode retired(CapabilityCode code) {
    wire.tell(Topics.CAPABILITIES, new CapabilityRetired(code, 2));
    awaitCount("select count(*) from pool_capabilities where retired and code = '" + code + "'", 1);
    return code;
  }

  /** An asset some kilometres north of the station. */
  public AssetId asset(String owner, CapabilityCode capability, int kilometres) {
    var id = new AssetId(UUID.randomUUID());
    wire.tell(
        Topics.ASSETS,
        new AssetPublished(
            id,
            new Asset(
                new ForceId(owner),
                capability,
                "Unit " + kilometres,
                new Position(STATION.latitude() + kilometres / 111.0, STATION.longitude()),
                2,
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                Asset.USUAL_REST,
                new RateCode("armed-crew"),
                List.of(),
                List.of(LegalBasis.S24),
                true)));
    wire.tell(
        Topics.ASSETS,
        new AccreditationRecorded(
            id, new Accreditation(new AccreditationCode("arv"), LocalDate.of(2100, 1, 1))));
    awaitCount(
        "select count(*) from pool_assets where accreditations <> '[]' and asset_id = '" + id + "'",
        1);
    return id;
  }

  /** What the registry and billing answer to one hold, up to the call of the donor. */
  public Told<DonorCalled> call(UUID request, AssetId asset) {
    var hold = hold(request, asset);
    wire.tell(Topics.ASSETS, held(hold), hold.envelope());
    return price(request, hold.event().call());
  }

  public Told<HoldRequested> hold(UUID request, AssetId asset) {
    return wire.await(
        Topics.REQUESTS,
        HoldRequested.class,
        e -> isOf(e, request) && e.call().assetId().equals(asset));
  }

  public Told<DonorCalled> price(UUID request, CallRef call) {
    var question = wire.await(Topics.REQUESTS, QuoteRequested.class, e -> e.call().equals(call));
    wire.tell(
        Topics.CHARGES,
        new QuoteGiven(new RequestId(request), call.quoteId(), call.callId(), price()),
        question.envelope());
    return wire.await(Topics.REQUESTS, DonorCalled.class, e -> e.call().equals(call));
  }

  public void refuseHold(UUID request, AssetId asset, ShortfallReason reason) {
    var hold = hold(request, asset);
    var call = hold.event().call();
    wire.tell(
        Topics.ASSETS,
        new BookingRefused(asset, call.bookingId(), new RequestId(request), reason),
        hold.envelope());
  }

  public void commit(UUID request, CallRef call) {
    wire.tell(
        Topics.ASSETS,
        new BookingCommitted(call.assetId(), call.bookingId(), new RequestId(request)),
        order(call).envelope());
  }

  public void refuseCommit(UUID request, CallRef call, ShortfallReason reason) {
    wire.tell(
        Topics.ASSETS,
        new BookingCommitRefused(call.assetId(), call.bookingId(), new RequestId(request), reason),
        order(call).envelope());
  }

  /** The hold lapses; the registry never heard of the order. */
  public void lapse(UUID request, CallRef call) {
    wire.tell(
        Topics.ASSETS,
        new BookingCancelled(call.assetId(), call.bookingId(), new RequestId(request)),
        order(call).envelope());
  }

  public <T extends RequestEvent> Told<T> await(UUID request, Class<T> type) {
    return wire.await(Topics.REQUESTS, type, e -> isOf(e, request));
  }

  public <T extends AboutCall> Told<T> await(CallRef call, Class<T> type) {
    return wire.await(Topics.REQUESTS, type, e -> e.call().equals(call));
  }

  public List<String> told(UUID request) {
    return wire.all(Topics.REQUESTS).stream()
        .filter(told -> isOf(told.event(), request))
        .map(told -> told.envelope().type())
        .toList();
  }

  public void awaitState(UUID request, String state) {
    awaitState(request, People.HOST, state);
  }

  public void awaitState(UUID request, String host, String state) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(
                    People.as("requester", host).get("/requests/" + request).<String>path("state"))
                .isEqualTo(state));
  }

  public void awaitEnd(UUID request) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !People.state(request).equals("sourcing"));
  }

  public static long count(String sql) {
    try (var connection = TestDatabase.current().superuser();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void awaitCount(String sql, long least) {
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> count(sql) >= least);
  }

  @Override
  public void close() {
    wire.close();
  }

  private Told<OrderPlaced> order(CallRef call) {
    return wire.await(Topics.REQUESTS, OrderPlaced.class, e -> e.call().equals(call));
  }

  public static AssetEvent held(Told<HoldRequested> hold) {
    var e = hold.event();
    return new BookingHeld(
        e.call().assetId(), e.call().bookingId(), e.requestId(), e.duty(), e.blocked(), e.until());
  }

  private static boolean isOf(RequestEvent event, UUID request) {
    return event.requestId().value().equals(request);
  }

  private static Price price() {
    return new Price(
        "national", 2026, ChargingCategory.SPONTANEOUS, List.of(), PRICE, new Money(100_00));
  }

  private static Force force(String name) {
    return new Force(
        name,
        "E23000000",
        "00",
        "Yorkshire",
        Jurisdiction.ENGLAND_AND_WALES,
        new BigDecimal("1000.00"),
        STATION,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }
}
