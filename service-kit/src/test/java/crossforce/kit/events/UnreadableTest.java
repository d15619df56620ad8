package crossforce.kit.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import crossforce.contract.wire.Shard;
import crossforce.contract.wire.WireJson;
import crossforce.kit.events.TaleEvent.AstrayEvent;
import crossforce.kit.events.TaleEvent.AstrayEvent.TaleAstray;
import crossforce.kit.events.TaleEvent.NewerEvent;
import crossforce.kit.events.TaleEvent.NewerEvent.TaleMistold;
import crossforce.kit.events.TaleEvent.TaleTold;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be read, or is not what it says, is quarantined alone. */
@QuarkusTest
@TestProfile(LoopProfile.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnreadableTest extends LoopBed {
  private static final String HEARD_OF_TALES =
      "select 1 from heard where topic = 'kit.tales.v1' and key = '%s'";

  @Test
  void what_cannot_be_read_is_quarantined_alone() {
    var key = key();
    var partition = Shard.of(key).number();
    tell(key, "before");
    var altered = tell(key, "true words");

    wire.tellRaw(
        "kit.tales.v1", partition, key, "garbage".getBytes(StandardCharsets.UTF_8), Map.of());
    wire.tellRaw("kit.tales.v1", partition, key, null, Map.of("ce_id", "no id"));
    var headers = new HashMap<String, String>();
    altered.attributes().forEach((name, value) -> headers.put("ce_" + name, value));
    headers.put("ce_sequence", "00000000000000999999");
    wire.tellRaw(
        "kit.tales.v1",
        partition,
        key,
        "{\"key\":\"x\"}".getBytes(StandardCharsets.UTF_8),
        headers);
    headers.put("ce_subject", "\0" + key);
    wire.tellRaw("kit.tales.v1", partition, key, new byte[0], headers);
    wire.tell(NewerEvent.TALES, new TaleMistold(key, List.of("in", "parts")));
    tell(key, "after");

    awaitHeard(key, "before", "true words", "after");
    var why =
        database.rows(
            """
            select why from quarantine where topic = 'kit.tales.v1' and partition = %d
            order by log_offset desc limit 5\
            """
                .formatted(partition));
    assertThat(why.toString())
        .contains("CloudEvent", "attribute", "altered", "NUL", "not a TaleTold");
    assertThat(parked(key)).isEmpty();
  }

  @Test
  void an_event_on_the_wrong_partition_or_of_another_teller_is_quarantined() {
    var key = key();
    var elsewhere = (Shard.of(key).number() + 1) % Shard.COUNT;
    var told = tell(key, "right");
    var headers = new HashMap<String, String>();
    told.attributes().forEach((name, value) -> headers.put("ce_" + name, value));

    var before = database.count("quarantine");
    wire.tellRaw("kit.tales.v1", elsewhere, key, "{}".getBytes(StandardCharsets.UTF_8), headers);

    awaitHeard(key, "right");
    await().atMost(PATIENCE).until(() -> database.count("quarantine") == before + 1);
  }

  /** It would be parked under one key and replayed under another, or under none at all. */
  @Test
  void an_event_that_is_not_about_its_subject_is_quarantined() {
    var key = key();
    var before = database.count("quarantine");
    mood.poisonous.add("poison without a key");

    wire.tell(AstrayEvent.TALES, new TaleAstray(key, key(), "astray"));
    tell("", "poison without a key");

    await().atMost(PATIENCE).until(() -> database.count("quarantine") == before + 2);
    assertThat(parked("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ce_partitionkey, elsewhere",
    "content-type, text/html",
    "ce_dataclassification, OFFICIAL"
  })
  void an_event_with_what_stands_under_no_hash_is_quarantined(String header, String value) {
    var key = key();
    var before = database.count("quarantine");

    tellWith(key, header, value);

    await().atMost(PATIENCE).until(() -> database.count("quarantine") == before + 1);
    awaitSettled();
    assertThat(database.rows(HEARD_OF_TALES.formatted(key))).isEmpty();
  }

  @Test
  void what_travels_beside_an_event_is_no_part_of_it() {
    var key = key();

    tellWith(key, "traceparent", "00-" + "ab".repeat(16) + "-" + "cd".repeat(8) + "-01");

    await().atMost(PATIENCE).until(() -> database.rows(HEARD_OF_TALES.formatted(key)).size() == 1);
  }

  /** An event sealed as the teller's next, which others hear too, with another header. */
  private void tellWith(String key, String header, String value) {
    var tale = new TaleTold(key, "sealed");
    var headers = new HashMap<String, String>();
    wire.tell(TaleEvent.COPIES, tale)
        .attributes()
        .forEach((name, text) ->
            headers.put(name.equals("datacontenttype") ? "content-type" : "ce_" + name, text));
    headers.put(header, value);
    wire.tellRaw("kit.tales.v1", Shard.of(key).number(), key, WireJson.bytes(tale), headers);
  }
}
