package crossforce.broker.request;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.broker.World;
import crossforce.broker.request.model.Request;
import crossforce.broker.request.model.RequestRules;
import crossforce.contract.Topics;
import crossforce.kit.test.TestDatabase;
import java.sql.SQLException;
import java.util.UUID;

/** Requests as they lie in the database. */
public final class StoredRequests {
  private StoredRequests() {}

  /** What everybody was told is exactly what is stored. */
  public static void assertEventsAreTheRow(World world, UUID id) {
    Request replayed = new Request.None();
    for (var told : world.wire().all(Topics.REQUESTS)) {
      if (told.event().requestId().value().equals(id)) {
        replayed = RequestRules.evolve(replayed, told.event());
      }
    }
    assertThat(replayed).isEqualTo(stored(id));
  }

  private static Request stored(UUID id) {
    try (var connection = TestDatabase.current().superuser();
        var statement =
            connection.prepareStatement("select state from requests where request_id = ?")) {
      statement.setObject(1, id);
      try (var row = statement.executeQuery()) {
        row.next();
        return RequestRow.JSON.read(row.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
