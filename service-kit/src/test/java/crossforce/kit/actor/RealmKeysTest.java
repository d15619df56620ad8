package crossforce.kit.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RealmKeysTest {
  @TempDir Path folder;

  private TestRealm realm;

  @BeforeEach
  void start() throws Exception {
    realm = new TestRealm(folder.resolve("keys.json"));
  }

  @AfterEach
  void stop() {
    realm.close();
  }

  @Test
  void known_keys_are_fetched_once() {
    var keys = keys();

    for (var i = 0; i < 100; i++) {
      assertThat(keys.keysFor("first")).hasSize(1);
    }

    assertThat(realm.asked).hasValue(1);
  }

  @Test
  void an_unknown_key_makes_us_ask_again_but_not_too_often() {
    var keys = keys();
    keys.keysFor("first");
    realm.key = TestRealm.key("second");

    keys.keysFor("second");
    keys.keysFor("second");
    assertThat(realm.asked).hasValue(1);
    realm.now = realm.now.plusSeconds(11);

    assertThat(keys.keysFor("second").getFirst().getKeyId()).isEqualTo("second");
    for (var i = 0; i < 100; i++) {
      keys.keysFor("made-up-" + i);
    }
    assertThat(realm.asked).hasValue(2);
  }

  @Test
  void keys_outlive_the_realm_and_a_restart_but_not_for_ever() {
    keys().keysFor("first");
    stop();

    var restarted = keys();
    assertThat(restarted.keysFor("first")).hasSize(1);
    realm.now = realm.now.plus(Duration.ofHours(12));
    assertThat(restarted.areKnown()).isTrue();
    realm.now = realm.now.plusSeconds(1);

    assertThatThrownBy(() -> restarted.keysFor("first"))
        .isInstanceOf(RealmKeys.AwayException.class);
    assertThat(restarted.areKnown()).isFalse();
  }

  @Test
  void without_realm_and_copy_no_token_can_be_checked() throws Exception {
    stop();
    assertThatThrownBy(() -> keys().keysFor("first")).isInstanceOf(RealmKeys.AwayException.class);
    Files.writeString(folder.resolve("keys.json"), "not json");
    assertThatThrownBy(() -> keys().keysFor("first")).isInstanceOf(RealmKeys.AwayException.class);
  }

  private RealmKeys keys() {
    return new RealmKeys(realm.config(), realm.machine);
  }
}
