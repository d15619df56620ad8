package crossforce.broker;

import static crossforce.broker.People.NEAR;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.AssetId;
import crossforce.contract.Sensitivity;
import crossforce.contract.TimeSlot;
import crossforce.contract.Topics;
import crossforce.contract.UnavailabilityId;
import crossforce.contract.registry.AssetEvent.UnavailabilityEnded;
import crossforce.contract.registry.AssetEvent.UnavailabilityRecorded;
import crossforce.kit.test.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The broker's copy of calendars: what it keeps, and what it forgets. */
@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs = @ResourceArg(name = "user", value = "broker"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class PoolTest {
  private static final Instant NOW = Instant.now();

  @Test
  void what_ended_more_than_a_year_ago_is_forgotten_and_nothing_that_lies_ahead() {
    try (var world = World.open()) {
      var asset = world.asset(NEAR, world.capability("dogs", false, Sensitivity.OPEN), 10);
      unavailable(world, asset, -500);
      unavailable(world, asset, 30);
      unavailable(world, asset, 2000);
      World.awaitCount(times(asset), 3);

      var ends = unavailable(world, asset, 0);
      world.wire().tell(Topics.ASSETS, new UnavailabilityEnded(asset, ends, NOW.plusSeconds(3600)));
      unavailable(world, asset, 60);

      World.awaitCount(times(asset) + " and taken_from > now() + interval '59 days'", 2);
      assertThat(World.count(times(asset))).isEqualTo(4);
      assertThat(World.count(times(asset) + " and taken_until < now()")).isZero();
    }
  }

  private static UnavailabilityId unavailable(World world, AssetId asset, int inDays) {
    var id = new UnavailabilityId(UUID.randomUUID());
    var from = NOW.plus(Duration.ofDays(inDays));
    var slot = new TimeSlot(from, from.plus(Duration.ofHours(8)));
    world.wire().tell(Topics.ASSETS, new UnavailabilityRecorded(asset, id, slot, "repair", false));
    return id;
  }

  private static String times(AssetId asset) {
    return "select count(*) from pool_times where asset_id = '" + asset + "'";
  }
}
