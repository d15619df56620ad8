package crossforce.kit.events;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.WireJson;
import crossforce.kit.time.MachineTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The tables of parked keys and events; every write needs the key's row locked. */
@ApplicationScoped
class Parking {
  private static final String KEY_COLUMNS =
      """
      select k.topic, k.key, k.reason, k.waits_for, k.since, k.attempts, k.last_error,
        (select count(*) from parked_events e where e.topic = k.topic and e.key = k.key) as events
      from parked_keys k
      """;
  private static final String EVENT_COLUMNS =
      """
      select topic, key, sequence, partition, log_offset, event_id, type, attributes, data, parked_at
      from parked_events where topic = ? and key = ? order by sequence limit ?
      """;

  private final Rows rows;
  private final MachineTime time;

  Parking(Rows rows, MachineTime time) {
    this.rows = rows;
    this.time = time;
  }

  /** A parked key. */
  record Key(String topic, String key) {}

  /** Why a key is parked. */
  record Why(Optional<String> waitsFor, String error) {
    String reason() {
      return waitsFor.isPresent() ? "too-early" : "failed";
    }

    static Why of(Throwable thrown) {
      return thrown instanceof TooEarlyException early
          ? new Why(Optional.of(early.waitsFor()), "waits for " + early.waitsFor())
          : new Why(Optional.empty(), Trouble.describe(thrown));
    }
  }

  /** A parked key as operators see it. */
  record KeyRow(
      String topic,
      String key,
      String reason,
      Optional<String> waitsFor,
      Instant since,
      int attempts,
      String lastError,
      long events) {}

  /** A parked event, readable again. */
  record EventRow(Delivery delivery, Instant parkedAt) {}

  /** Locks those of the keys that are parked. */
  Set<String> lock(String topic, Collection<String> keys) {
    return new HashSet<>(
        rows.list(
            "select key from parked_keys where topic = ? and key = any(?) order by key for update",
            row -> row.getString(1),
            topic,
            keys.toArray(String[]::new)));
  }

  boolean lock(Key key) {
    return !lock(key.topic(), Set.of(key.key())).isEmpty();
  }

  void park(Delivery delivery, Why why) {
    var now = time.now();
    rows.update(
        """
        insert into parked_keys (topic, key, reason, waits_for, since, next_try, last_error)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        delivery.topic(),
        delivery.key(),
        why.reason(),
        why.waitsFor(),
        now,
        now.plusSeconds(1),
        why.error());
    append(delivery);
  }

  /** An event that waits here already, told twice, waits once. */
  void append(Delivery delivery) {
    rows.update(
        """
        insert into parked_events (topic, key, sequence, partition, log_offset, event_id, type,
          attributes, data, parked_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
        """,
        delivery.topic(),
        delivery.key(),
        delivery.sequence(),
        delivery.partition(),
        delivery.offset(),
        delivery.envelope().id(),
        delivery.envelope().type(),
        WireJson.bytes(delivery.envelope().attributes()),
        delivery.data(),
        time.now());
  }

  Optional<Delivery> first(Key key) {
    return rows.first(EVENT_COLUMNS, Parking::event, key.topic(), key.key(), 1)
        .map(EventRow::delivery);
  }

  List<EventRow> events(Key key, int atMost) {
    return rows.list(EVENT_COLUMNS, Parking::event, key.topic(), key.key(), atMost);
  }

  void remove(Delivery delivery) {
    rows.update(
        "delete from parked_events where topic = ? and key = ? and sequence = ?",
        delivery.topic(),
        delivery.key(),
        delivery.sequence());
  }

  List<UUID> ids(Key key) {
    return rows.list(
        "select event_id from parked_events where topic = ? and key = ? order by sequence",
        row -> row.getObject(1, UUID.class),
        key.topic(),
        key.key());
  }

  void remove(Key key, Collection<UUID> ids) {
    rows.update(
        "delete from parked_events where topic = ? and key = ? and event_id = any(cast(? as uuid[]))",
        key.topic(),
        key.key(),
        ids.stream().map(UUID::toString).toArray(String[]::new));
  }

  /** Frees the key when its list is empty; true when it is free. */
  boolean freeWhenEmpty(Key key) {
    return rows.update(
            """
            delete from parked_keys k where topic = ? and key = ? and not exists (
              select from parked_events e where e.topic = k.topic and e.key = k.key)
            """,
            key.topic(),
            key.key())
        > 0;
  }

  /** Notes that another try failed. */
  void failed(Key key, Why why) {
    rows.update(
        """
        update parked_keys
        set reason = ?, waits_for = ?, last_error = ?, attempts = attempts + 1,
          next_try = cast(? as timestamptz) + least(attempts, 60) * interval '1 second'
        where topic = ? and key = ?
        """,
        why.reason(),
        why.waitsFor(),
        why.error(),
        time.now(),
        key.topic(),
        key.key());
  }

  List<Key> waitingFor(Collection<String> subjects, int atMost) {
    return rows.list(
        "select topic, key from parked_keys where waits_for = any(?) order by topic, key limit ?",
        Parking::key,
        subjects.toArray(String[]::new),
        atMost);
  }

  /** Keys too early whose next try has come: what told them may have been missed in a crash. */
  List<Key> dueAgain(int atMost) {
    return rows.list(
        """
        select topic, key from parked_keys
        where waits_for is not null and next_try <= ? order by next_try limit ?
        """,
        Parking::key,
        time.now(),
        atMost);
  }

  List<KeyRow> keys(String afterTopic, String afterKey, int atMost) {
    return rows.list(
        KEY_COLUMNS + " where (k.topic, k.key) > (?, ?) order by k.topic, k.key limit ?",
        Parking::keyRow,
        afterTopic,
        afterKey,
        atMost);
  }

  Optional<KeyRow> find(Key key) {
    return rows.first(
        KEY_COLUMNS + " where k.topic = ? and k.key = ?", Parking::keyRow, key.topic(), key.key());
  }

  /** How much is parked. */
  record Counts(long keys, long events, long tooEarly, long tooEarlyTooLong, long quarantined) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);
  }

  Counts count(Duration tooLong) {
    return rows.first(
            """
            select (select count(*) from parked_keys), (select count(*) from parked_events),
              (select count(*) from parked_keys where waits_for is not null),
              (select count(*) from parked_keys where waits_for is not null and since < ?),
              (select count(*) from quarantine)
            """,
            row ->
                new Counts(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
            time.now().minus(tooLong))
        .orElseThrow();
  }

  private static Key key(ResultSet row) throws SQLException {
    return new Key(row.getString("topic"), row.getString("key"));
  }

  private static KeyRow keyRow(ResultSet row) throws SQLException {
    return new KeyRow(
        row.getString("topic"),
        row.getString("key"),
        row.getString("reason"),
        Rows.text(row, "waits_for"),
        Rows.instant(row, "since"),
        row.getInt("attempts"),
        row.getString("last_error"),
        row.getLong("events"));
  }

  @SuppressWarnings("unchecked") // Written by append: an object of texts.
  private static EventRow event(ResultSet row) throws SQLException {
    Map<String, String> attributes = WireJson.read(row.getBytes("attributes"), Map.class);
    var delivery =
        new Delivery(
            row.getString("topic"),
            row.getInt("partition"),
            row.getLong("log_offset"),
            Envelope.parse(attributes),
            row.getBytes("data"));
    return new EventRow(delivery, Rows.instant(row, "parked_at"));
  }
}
