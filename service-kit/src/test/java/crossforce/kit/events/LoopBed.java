package crossforce.kit.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.TaleEvent.TaleTold;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.Wire;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of the loop have in common: the wire, the tables and the questions. */
abstract class LoopBed {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject EventLoop loop;
  @Inject LoopState state;
  @Inject Listeners.Mood mood;
  final TestDatabase database = TestDatabase.current();
  Wire wire;

  @BeforeEach
  void begin() {
    database.run(
        """
        create table if not exists heard (
          n bigserial primary key, topic text, key text, text text)
        """,
        "create table if not exists remembered (event_id uuid primary key, heard bigint)",
        "grant all on heard, remembered to service",
        "grant all on sequence heard_n_seq to service");
    wire = Wire.open();
  }

  @AfterEach
  void end() {
    wire.close();
  }

  static String key() {
    return UUID.randomUUID().toString();
  }

  /** A key whose events come on the same partition as this one's. */
  static String neighbourOf(String key) {
    return keyOf(Shard.of(key).number());
  }

  static String keyOf(int shard) {
    var key = key();
    while (Shard.of(key).number() != shard) {
      key = key();
    }
    return key;
  }

  Envelope tell(String key, String text) {
    return tell(TaleEvent.TALES, key, text);
  }

  Envelope tell(Topic<TaleEvent> topic, String key, String text) {
    return wire.tell(topic, new TaleTold(key, text));
  }

  List<String> heard(String key) {
    return database
        .rows("select text from heard where key = '%s' order by n".formatted(key))
        .stream()
        .map(row -> (String) row.getFirst())
        .toList();
  }

  void awaitHeard(String key, String... texts) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard(key)).containsExactly(texts));
  }

  /** Everything told so far is behind the loop. */
  void awaitSettled() {
    await().atMost(PATIENCE).until(state::settled);
  }

  List<List<Object>> parked(String key) {
    return database.rows(
        "select reason, coalesce(waits_for, '') from parked_keys where key = '%s'".formatted(key));
  }

  void awaitParked(String key, int events) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            database.rows("select 1 from parked_events where key = '%s'".formatted(key)).size()
                == events);
  }
}
