package crossforce.kit.outbox;

import crossforce.contract.wire.Shard;
import crossforce.kit.time.MachineTime;
import crossforce.kit.time.Settling;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How much waits in the outbox, as the database knows it, whoever relays. */
@ApplicationScoped
class OutboxState implements Settling {
  private static final String SHARDS =
      """
      select h.shard, h.epoch, h.sequence, h.closed,
        least(p.sequence, p.rewind) as published, o.recorded_at as waiting_since
      from event_heads h join relay_positions p using (shard)
      left join outbox o
        on o.shard = h.shard and o.sequence = least(p.sequence, p.rewind) + 1
      order by h.shard\
      """;

  private final AgroalDataSource database;
  private final MachineTime machine;

  OutboxState(AgroalDataSource database, MachineTime machine) {
    this.database = database;
    this.machine = machine;
  }

  /** One shard: the last number told and the last one published. */
  record ShardState(
      Shard shard, int epoch, long told, long published, Duration age, Optional<String> closed) {
    long waiting() {
      return Math.max(0, told - published);
    }
  }

  List<ShardState> shards() {
    var now = machine.now();
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(SHARDS);
        var rows = statement.executeQuery()) {
      var shards = new ArrayList<ShardState>();
      while (rows.next()) {
        var since = Optional.ofNullable(rows.getObject("waiting_since", OffsetDateTime.class));
        shards.add(
            new ShardState(
                new Shard(rows.getInt("shard")),
                rows.getInt("epoch"),
                rows.getLong("sequence"),
                rows.getLong("published"),
                since.map(s -> Duration.between(s.toInstant(), now)).orElse(Duration.ZERO),
                Optional.ofNullable(rows.getString("closed"))));
      }
      return shards;
    } catch (SQLException e) {
      throw new IllegalStateException("the outbox cannot be read", e);
    }
  }

  long depth() {
    return shards().stream().mapToLong(ShardState::waiting).sum();
  }

  Duration age() {
    return shards().stream().map(ShardState::age).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  long closed() {
    return shards().stream().filter(shard -> shard.closed().isPresent()).count();
  }

  @Override
  public boolean settled() {
    return depth() == 0;
  }
}
