package crossforce.kit.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import crossforce.kit.time.MachineTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RealmKeysTest {
  @TempDir Path folder;

  private final AtomicInteger asked = new AtomicInteger();
  private volatile String shown = keySet("first");
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private HttpServer realm;

  private final MachineTime machine =
      new MachineTime() {
        @Override
        public Instant now() {
          return now;
        }
      };

  @BeforeEach
  void start() throws Exception {
    realm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    realm.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          var bytes = shown.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    realm.start();
  }

  @AfterEach
  void stop() {
    realm.stop(0);
  }

  @Test
  void known_keys_are_fetched_once() {
    var keys = keys();

    for (var i = 0; i < 100; i++) {
      assertThat(keys.keysFor("first")).hasSize(1);
    }

    assertThat(asked).hasValue(1);
  }

  @Test
  void an_unknown_key_makes_us_ask_again_but_not_too_often() {
    var keys = keys();
    keys.keysFor("first");
    shown = keySet("second");

    keys.keysFor("second");
    keys.keysFor("second");
    assertThat(asked).hasValue(1);
    now = now.plusSeconds(11);

    assertThat(keys.keysFor("second").getFirst().getKeyId()).isEqualTo("second");
    for (var i = 0; i < 100; i++) {
      keys.keysFor("made-up-" + i);
    }
    assertThat(asked).hasValue(2);
  }

  @Test
  void keys_outlive_the_realm_and_a_restart_but_not_for_ever() {
    keys().keysFor("first");
    stop();

    var restarted = keys();
    assertThat(restarted.keysFor("first")).hasSize(1);
    now = now.plus(Duration.ofHours(12));
    assertThat(restarted.areKnown()).isTrue();
    now = now.plusSeconds(1);

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
    return new RealmKeys(
        new Config(
            URI.create("http://127.0.0.1:" + realm.getAddress().getPort() + "/"),
            Optional.of(folder.resolve("keys.json"))),
        machine);
  }

  private static String keySet(String id) {
    try {
      var key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId(id);
      return "{\"keys\":[%s]}".formatted(key.toJson(OutputControlLevel.PUBLIC_ONLY));
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Config(URI keys, Optional<Path> keysFile) implements TokensConfig {
    @Override
    public String issuer() {
      return "http://issuer.example";
    }

    @Override
    public String audience() {
      return "crossforce";
    }

    @Override
    public Duration keysMaxAge() {
      return Duration.ofHours(12);
    }

    @Override
    public Duration keysRefresh() {
      return Duration.ofMinutes(5);
    }

    @Override
    public Duration keysReprieve() {
      return Duration.ofSeconds(10);
    }
  }
}
