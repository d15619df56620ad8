package crossforce.contract.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import crossforce.contract.ActorId;
import crossforce.contract.Classification;
import crossforce.contract.ForceId;
import crossforce.contract.wire.Envelope.Auth;
import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.Envelope.Salt;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors made without our code, by {@code printf … | sha256sum}; they hold for ever. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LeafTest {
  private static final String DATA = "{\"answer\":\"yes\",\"price\":254680}";
  private static final String DATA_HASH =
      "892d6acf8f162017b24f0af9d42a53d3a346e4d86ba6e10537eeec412d5d7259";
  private static final String EVENT_HASH =
      "1a0c8fb2fc4c60e2eaf95480181218cb43add81cb835e7bd962d6c3c54b475a7";
  private static final String LEAF =
      "{\"authid\":\"8d4a7e05-duty-officer\",\"authtype\":\"user\","
          + "\"causationid\":\"0d9e3f71-5a20-4c8b-b1d6-7e4f8a9c2b12\","
          + "\"correlationid\":\"7b2f1c6e-9a43-4d0e-8f57-2c1d5e6a9b30\","
          + ("\"data\":\"" + DATA_HASH + "\",")
          + "\"dataclassification\":\"official\",\"datacontenttype\":\"application/json\","
          + "\"force\":\"south-yorkshire\",\"id\":\"0d9e3f71-5a20-4c8b-b1d6-7e4f8a9c2b13\","
          + "\"previoushash\":\"6da0633528deaa0144e7b058315f0b753ec0b945163a72bf96a0d18180f9de0d\","
          + "\"sequence\":\"00000000000000000042\",\"source\":\"/request-broker/05/1\","
          + "\"specversion\":\"1.0\",\"subject\":\"7b2f1c6e-9a43-4d0e-8f57-2c1d5e6a9b30\","
          + "\"time\":\"2026-03-28T18:31:07.250Z\",\"type\":\"offer-made\"}";

  private static final Envelope ENVELOPE =
      new Envelope(
          UUID.fromString("0d9e3f71-5a20-4c8b-b1d6-7e4f8a9c2b13"),
          Source.parse("/request-broker/05/1"),
          "offer-made",
          "7b2f1c6e-9a43-4d0e-8f57-2c1d5e6a9b30",
          Instant.parse("2026-03-28T18:31:07.250000999Z"),
          42,
          Hash.of(Hashes.sha256("previous".getBytes(UTF_8))),
          new Hash(EVENT_HASH),
          "7b2f1c6e-9a43-4d0e-8f57-2c1d5e6a9b30",
          Optional.of(UUID.fromString("0d9e3f71-5a20-4c8b-b1d6-7e4f8a9c2b12")),
          new Auth(Auth.Type.USER, new ActorId("8d4a7e05-duty-officer")),
          Optional.of(new ForceId("south-yorkshire")),
          Classification.OFFICIAL,
          new Salt("000102030405060708090a0b0c0d0e0f"),
          Optional.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

  @Test
  void the_leaf_is_what_a_canonicalizer_of_others_makes_of_it() throws Exception {
    for (var c = 0; c < Character.MIN_SURROGATE; c++) {
      var text = "a" + (char) c + "\uD83D\uDE92z";
      var attributes = new TreeMap<>(Map.of("id", text, "Subject", "\u20ac", "\u00e9", text));

      var leaf = new String(Leaf.of(attributes, new Hash(DATA_HASH)), UTF_8);

      attributes.put("data", DATA_HASH);
      var json = new ObjectMapper().writeValueAsString(attributes);
      assertThat(leaf).isEqualTo(new JsonCanonicalizer(json).getEncodedString());
    }
  }

  @Test
  void data_is_hashed_after_its_salt() {
    assertThat(Leaf.dataHash(ENVELOPE.dataSalt(), DATA.getBytes(UTF_8)).hex()).isEqualTo(DATA_HASH);
  }

  @Test
  void the_leaf_is_the_canonical_json_of_the_attributes() {
    assertThat(new String(Leaf.of(ENVELOPE, DATA.getBytes(UTF_8)), UTF_8)).isEqualTo(LEAF);
  }

  @Test
  void the_event_hash_is_that_of_the_leaf() {
    assertThat(Leaf.hash(LEAF.getBytes(UTF_8)).hex()).isEqualTo(EVENT_HASH);
    assertThat(Leaf.fits(ENVELOPE, DATA.getBytes(UTF_8))).isTrue();
  }

  @Test
  void every_byte_of_the_data_counts() {
    var data = DATA.getBytes(UTF_8);
    for (var i = 0; i < data.length; i++) {
      data[i] ^= 1;
      assertThat(Leaf.fits(ENVELOPE, data)).as("byte " + i).isFalse();
      data[i] ^= 1;
    }
  }

  @Test
  void every_attribute_counts_but_the_route_of_its_telling() {
    var other = new TreeMap<String, String>();
    other.put("id", "0d9e3f71-5a20-4c8b-b1d6-7e4f8a9c2b14");
    other.put("source", "/request-broker/05/2");
    other.put("type", "offer-declined");
    other.put("subject", "7b2f1c6e-9a43-4d0e-8f57-2c1d5e6a9b31");
    other.put("time", "2026-03-28T18:31:07.250001Z");
    other.put("sequence", "00000000000000000043");
    other.put("previoushash", DATA_HASH);
    other.put("correlationid", "another");
    other.put("causationid", "0d9e3f71-5a20-4c8b-b1d6-7e4f8a9c2b99");
    other.put("authtype", "system");
    other.put("authid", "somebody-else");
    other.put("force", "west-yorkshire");
    other.put("dataclassification", "official-sensitive");
    other.put("datasalt", "ff0102030405060708090a0b0c0d0e0f");
    var uncommitted = Set.of("specversion", "datacontenttype", "eventhash", "traceparent");
    assertThat(other.keySet()).doesNotContainAnyElementsOf(uncommitted);
    assertThat(other.size() + uncommitted.size()).isEqualTo(ENVELOPE.attributes().size());

    other.forEach((name, value) -> {
      var altered = new TreeMap<>(ENVELOPE.attributes());
      altered.put(name, value);
      assertThat(Leaf.fits(Envelope.parse(altered), DATA.getBytes(UTF_8))).as(name).isFalse();
    });
  }

  @Test
  void an_envelope_is_read_as_it_was_written() {
    assertThat(Envelope.parse(ENVELOPE.attributes())).isEqualTo(ENVELOPE);
  }

  @ParameterizedTest
  @CsvSource({
    "partitionkey, somewhere, it has an attribute that our events do not have",
    "datacontenttype, text/html, datacontenttype",
    "specversion, 1.1, not a CloudEvent 1.0",
    "dataclassification, OFFICIAL, dataclassification",
    "sequence, 42, sequence",
    "time, 2026-03-28T18:31:07.25Z, time"
  })
  void what_stands_under_no_hash_cannot_be_read(String name, String value, String why) {
    var altered = new TreeMap<>(ENVELOPE.attributes());
    altered.put(name, value);

    assertThatThrownBy(() -> Envelope.parse(altered))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void what_an_envelope_lacks_is_named() {
    for (var name : ENVELOPE.attributes().keySet()) {
      if (Set.of("causationid", "force", "traceparent").contains(name)) {
        continue;
      }
      var without = new TreeMap<>(ENVELOPE.attributes());
      without.remove(name);
      assertThatThrownBy(() -> Envelope.parse(without))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(name.equals("specversion") ? "CloudEvent 1.0" : name);
    }
  }
}
