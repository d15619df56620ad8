package crossforce.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors made without our code, by {@code printf %s KEY | sha256sum}; they hold for ever. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShardTest {
  @ParameterizedTest
  @CsvSource({
    "west-yorkshire, 1", // b98ec361
    "7b2f1c6e-9a43-4d0e-8f57-2c1d5e6a9b30, 5", // 1fe0f005
    "armed-response-vehicle, 11", // 7112745b
    "capability-registry, 0", // f5384640: unsigned, else it would be negative
    "national, 9", // 400464e9
    "Łódź, 12", // bc8847fc: the key's bytes are UTF-8
  })
  void a_key_has_its_shard_for_ever(String key, int shard) {
    assertThat(Shard.of(key)).isEqualTo(new Shard(shard));
  }

  @Test
  void there_are_sixteen() {
    assertThatThrownBy(() -> new Shard(16)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Shard(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_source_names_service_shard_and_epoch() {
    var source = Source.parse("/request-broker/07/3");

    assertThat(source).isEqualTo(new Source("request-broker", new Shard(7), 3));
    assertThat(source).hasToString("/request-broker/07/3");
  }

  @ParameterizedTest
  @CsvSource({"request-broker/07/1", "/request-broker/7/1", "/request-broker/16/1", "/07/1", "/a/"})
  void what_is_not_a_source_is_refused(String text) {
    assertThatThrownBy(() -> Source.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  /** RFC 9562, appendix A.4. */
  @Test
  void derived_ids_are_of_version_5() {
    var dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    assertThat(NameUuid.of(dns, "www.example.com"))
        .hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  }
}
