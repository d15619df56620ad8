package crossforce.registry.booking;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.kit.test.TestDatabase;
import crossforce.registry.Race;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Writers that take no lock at all, each on a connection of its own: the constraint alone. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BookingsDoNotOverlapTest {
  private static final int ROUNDS = 20;
  private static TestDatabase database;

  @BeforeAll
  static void aRegistrysDatabase() {
    database = migrated();
  }

  @Test
  void of_writers_that_promise_the_same_time_exactly_one_wins() {
    for (var round = 0; round < ROUNDS; round++) {
      assertThat(winners(database, 4)).as("round %d", round).isEqualTo(1);
    }
    assertThat(overlaps(database)).isZero();
  }

  /** This is what the race above would see: it proves that the race tests the constraint. */
  @Test
  void without_the_constraint_more_than_one_wins() {
    var unguarded = migrated();
    unguarded.run("alter table bookings drop constraint bookings_do_not_overlap");

    var winners = IntStream.range(0, ROUNDS).map(_ -> winners(unguarded, 4)).max().orElseThrow();

    assertThat(winners).isGreaterThan(1);
    assertThat(overlaps(unguarded)).isPositive();
  }

  @Test
  void back_to_back_and_unguarded_times_do_not_overlap() throws SQLException {
    var asset = UUID.randomUUID();
    assertThat(insert(database, asset, "[2026-06-06 08:00Z", "2026-06-06 10:00Z", true)).isTrue();
    assertThat(insert(database, asset, "[2026-06-06 10:00Z", "2026-06-06 12:00Z", true)).isTrue();
    assertThat(insert(database, asset, "[2026-06-06 09:59Z", "2026-06-06 10:01Z", true)).isFalse();
    assertThat(insert(database, asset, "[2026-06-06 09:59Z", "2026-06-06 10:01Z", false)).isTrue();
  }

  private static int winners(TestDatabase database, int writers) {
    var asset = UUID.randomUUID();
    Callable<Boolean> writer =
        () -> insert(database, asset, "[2026-06-06 08:00Z", "2026-06-06 10:00Z", true);
    var outcomes = Race.of(IntStream.range(0, writers).mapToObj(_ -> writer).toList());
    return (int) outcomes.stream().filter(won -> won).count();
  }

  /** False when the constraint, or a deadlock over it, stood in the way. */
  private static boolean insert(
      TestDatabase database, UUID asset, String from, String until, boolean guarded)
      throws SQLException {
    try (var connection = database.connect();
        var statement =
            connection.prepareStatement(
                """
                insert into bookings
                  (id, asset_id, kind, state, blocked_from, blocked_until, taken_as,
                   guarded, deployed, version)
                values (?, ?, 'promise', '', ?::timestamptz, ?::timestamptz, 'HELD',
                   ?, false, 0)\
                """)) {
      connection.setAutoCommit(false);
      statement.setObject(1, UUID.randomUUID());
      statement.setObject(2, asset);
      statement.setString(3, from.substring(1));
      statement.setString(4, until);
      statement.setBoolean(5, guarded);
      statement.executeUpdate();
      connection.commit();
      return true;
    } catch (SQLException e) {
      if (List.of("23P01", "40P01").contains(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private static long overlaps(TestDatabase database) {
    return (long)
        database
            .rows(
                """
                select count(*) from bookings a join bookings b
                on a.asset_id = b.asset_id and a.id < b.id and a.blocked && b.blocked
                where a.guarded and b.guarded\
                """)
            .getFirst()
            .getFirst();
  }

  private static TestDatabase migrated() {
    var fresh = TestDatabase.fresh("registry");
    Flyway.configure()
        .dataSource(fresh.jdbcUrl(), fresh.owner(), fresh.owner())
        .locations("classpath:db/registry")
        .load()
        .migrate();
    return fresh;
  }
}
