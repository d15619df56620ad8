package crossforce.registry;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.AssetId;
import crossforce.contract.Topics;
import crossforce.contract.registry.AssetEvent;
import crossforce.contract.registry.AssetEvent.BookingEvent;
import crossforce.contract.registry.AssetEvent.UnavailabilityEnded;
import crossforce.contract.registry.AssetEvent.UnavailabilityRecorded;
import crossforce.kit.state.StateJson;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.Told;
import crossforce.kit.test.Wire;
import crossforce.registry.asset.model.AssetRules;
import crossforce.registry.asset.model.Listing;
import crossforce.registry.booking.Walk;
import crossforce.registry.booking.model.Booking;
import crossforce.registry.booking.model.BookingRules;
import crossforce.registry.booking.model.Unavailability;
import crossforce.registry.booking.model.UnavailabilityRules;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is on the topic is enough to have every row again: the trail is evidence. */
@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplayTest {
  private static final StateJson<Listing> LISTINGS = StateJson.of(Listing.class, 1);
  private static final StateJson<Booking> BOOKINGS = StateJson.of(Booking.class, 1);
  private static final StateJson<Unavailability> UNAVAILABILITIES =
      StateJson.of(Unavailability.class, 1);

  @Inject Walk walk;

  @Test
  void replaying_the_topic_gives_exactly_the_rows() {
    // Given some assets that a hundred and fifty random commands were sent to.
    var assets = walk.someAssets(3);
    for (var step = 0; step < 150; step++) {
      walk.step(step, assets);
    }

    try (var wire = Wire.open()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> wire.all(Topics.ASSETS).size() >= told());
      var replay = new Replay(Set.copyOf(assets));
      wire.all(Topics.ASSETS).stream().map(Told::event).forEach(replay::add);

      assertThat(replay.listings).isEqualTo(rows("assets", "id", assets, LISTINGS));
      assertThat(replay.bookings)
          .hasSizeGreaterThan(10)
          .isEqualTo(rows("bookings", "asset_id", assets, "promise", BOOKINGS));
      assertThat(replay.unavailabilities)
          .hasSizeGreaterThan(5)
          .isEqualTo(rows("bookings", "asset_id", assets, "unavailability", UNAVAILABILITIES));
    }
  }

  private static long told() {
    return (long)
        TestDatabase.current()
            .rows("select count(*) from outbox where topic = 'registry.assets.v1'")
            .getFirst()
            .getFirst();
  }

  private static <S> Map<UUID, S> rows(
      String table, String column, Iterable<AssetId> assets, StateJson<S> json) {
    return rows("select id, state from %s where %s = '%s'", table, column, assets, json);
  }

  private static <S> Map<UUID, S> rows(
      String table, String column, Iterable<AssetId> assets, String kind, StateJson<S> json) {
    var query = "select id, state from %s where %s = '%s' and kind = '" + kind + "'";
    return rows(query, table, column, assets, json);
  }

  private static <S> Map<UUID, S> rows(
      String query, String table, String column, Iterable<AssetId> assets, StateJson<S> json) {
    var states = new HashMap<UUID, S>();
    for (var asset : assets) {
      for (var row : TestDatabase.current().rows(query.formatted(table, column, asset))) {
        states.put((UUID) row.get(0), json.read((String) row.get(1)));
      }
    }
    return states;
  }

  private record Replay(
      Set<AssetId> assets,
      Map<UUID, Listing> listings,
      Map<UUID, Booking> bookings,
      Map<UUID, Unavailability> unavailabilities) {
    Replay(Set<AssetId> assets) {
      this(assets, new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    void add(AssetEvent event) {
      if (!assets.contains(event.assetId())) {
        return;
      }
      var asset = event.assetId().value();
      listings.put(
          asset, AssetRules.evolve(listings.getOrDefault(asset, new Listing.None()), event));
      if (event instanceof BookingEvent booking) {
        var id = booking.bookingId().value();
        var before = bookings.getOrDefault(id, new Booking.None());
        var after = BookingRules.evolve(before, booking);
        if (!(after instanceof Booking.None)) {
          bookings.put(id, after);
        }
      }
      if (event instanceof UnavailabilityRecorded e) {
        unavailabilities.put(
            e.unavailabilityId().value(),
            UnavailabilityRules.evolve(new Unavailability.None(), event));
      }
      if (event instanceof UnavailabilityEnded e) {
        unavailabilities.computeIfPresent(
            e.unavailabilityId().value(), (_, before) -> UnavailabilityRules.evolve(before, event));
      }
    }
  }
}
