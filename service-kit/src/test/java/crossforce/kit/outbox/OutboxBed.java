package crossforce.kit.outbox;

import crossforce.contract.ActorId;
import crossforce.contract.Classification;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Envelope.Auth;
import crossforce.contract.wire.Envelope.Salt;
import crossforce.contract.wire.EventTypes;
import crossforce.contract.wire.Leaf;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Topic;
import crossforce.contract.wire.WireJson;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.TestTopics;
import crossforce.kit.time.MachineTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/** An outbox in a real database, without an application around it. */
record OutboxBed(TestDatabase database) {
  static final Sealer SEALER = new Sealer(TellingTopics.SERVICE);

  /** Not that of the application, which other tests of this JVM have left running. */
  static final Topic<TellingEvent> TELLING =
      Topic.of("bed.telling.v1", TellingTopics.SERVICE, TellingEvent.class);

  static final Duration POLL = Duration.ofMillis(100);
  static final List<String> TOPICS = List.of(TELLING.name());

  private record BedTopics(String service, List<Topic<?>> written) implements ServiceTopics {}

  static OutboxBed fresh() {
    var database = TestDatabase.fresh("service");
    Flyway.configure()
        .dataSource(database.jdbcUrl(), database.owner(), database.owner())
        .locations("classpath:db/kit")
        .load()
        .migrate();
    return new OutboxBed(database);
  }

  static Pending pending(TellingEvent event) {
    return pending(event, TELLING);
  }

  static Pending pending(TellingEvent event, Topic<TellingEvent> topic) {
    var data = WireJson.bytes(event);
    var salt = new Salt("5a".repeat(16));
    return new Pending(
        EventTypes.idOf(event),
        topic.name(),
        EventTypes.nameOf(event.getClass()),
        event.key(),
        Shard.of(event.key()),
        Instant.parse("2026-03-01T12:00:00.123456Z"),
        event.key(),
        Optional.of(UUID.randomUUID()),
        new Auth(Auth.Type.SYSTEM, new ActorId(TellingTopics.SERVICE)),
        Optional.of(new crossforce.contract.ForceId("west-yorkshire")),
        Classification.OFFICIAL,
        salt,
        Optional.empty(),
        data,
        Leaf.dataHash(salt, data));
  }

  static Pending noted(UUID thing, String text) {
    return pending(new TellingEvent.Noted(thing, text));
  }

  /** A thing whose events are of this shard. */
  static UUID thingOf(int shard) {
    UUID thing;
    do {
      thing = UUID.randomUUID();
    } while (Shard.of(thing.toString()).number() != shard);
    return thing;
  }

  Connection connect() throws SQLException {
    var connection = database.connect();
    connection.setAutoCommit(false);
    return connection;
  }

  /** Tells this in a transaction of its own. */
  List<Envelope> tell(Pending... pending) throws SQLException {
    return store(pending).stream().map(Row::envelope).toList();
  }

  /** What the same does in the process that relays. */
  void tell(Relay relay, Pending... pending) throws SQLException {
    relay.told(store(pending));
  }

  List<Row> store(Pending... pending) throws SQLException {
    try (var connection = connect()) {
      var sealed = SEALER.seal(connection, List.of(pending), new MachineTime().now());
      connection.commit();
      return sealed.rows();
    }
  }

  void tell(int shard, int count) throws SQLException {
    for (var i = 0; i < count; i++) {
      tell(noted(thingOf(shard), "number " + i));
    }
  }

  /** All rows of the outbox, by shard and number. */
  List<Row> rows() throws SQLException {
    try (var connection = database.superuser();
        var statement = connection.createStatement();
        var found =
            statement.executeQuery(
                "select " + Row.COLUMNS + " from outbox o order by shard, sequence")) {
      var rows = new ArrayList<Row>();
      while (found.next()) {
        rows.add(Row.of(found));
      }
      return rows;
    }
  }

  RelaySession session(Duration idle) throws SQLException {
    return new RelaySession(database.connect(), idle);
  }

  Relay relay(Duration idle) {
    return relay(idle, () -> session(idle));
  }

  Relay relay(Duration idle, Relay.Sessions sessions) {
    return relay(idle, sessions, new MachineTime());
  }

  Relay relay(Duration idle, Relay.Sessions sessions, MachineTime machine) {
    return relay(config(idle, POLL), sessions, machine);
  }

  Relay relay(OutboxConfig config, Relay.Sessions sessions, MachineTime machine) {
    return new Relay(
        sessions, kafka(), new BedTopics(TellingTopics.SERVICE, List.of(TELLING)), config, machine);
  }

  static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", TestTopics.bootstrapServers());
  }

  static OutboxConfig config(Duration idle, Duration poll) {
    return new OutboxConfig() {
      @Override
      public Duration keep() {
        return Duration.ofDays(7);
      }

      @Override
      public Duration poll() {
        return poll;
      }

      @Override
      public Duration idle() {
        return idle;
      }

      @Override
      public int batch() {
        return 50;
      }

      @Override
      public boolean relay() {
        return true;
      }
    };
  }

  /** Breaks every session of the relay, as a restart of the server would. */
  void killSessions() {
    database.run(
        """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and usename = 'service'\
        """);
  }

  /** Whether the relay has noted that it has published this event. */
  boolean hasStored(Shard shard, long sequence) {
    var sql = "select sequence from relay_positions where shard = " + shard.number();
    return database.rows(sql).equals(List.of(List.of(sequence)));
  }

  /** The copy that {@link #restore} goes back to. */
  void remember() {
    database.run(
        "drop table if exists old_heads", "create table old_heads as select * from event_heads");
  }

  /** What was told and published since then is forgotten, as by a restored database. */
  void restore() {
    database.run(
        """
        delete from outbox o using old_heads old
        where o.shard = old.shard and o.sequence > old.sequence\
        """,
        """
        update event_heads h set sequence = old.sequence, hash = old.hash
        from old_heads old where old.shard = h.shard\
        """,
        """
        update relay_positions p set sequence = least(p.sequence, old.sequence)
        from old_heads old where old.shard = p.shard\
        """);
  }
}
