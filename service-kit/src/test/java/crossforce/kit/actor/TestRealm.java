package crossforce.kit.actor;

import com.sun.net.httpserver.HttpServer;
import crossforce.kit.time.MachineTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/** A realm that shows one key, which can be changed, asked by a machine whose time can be moved. */
final class TestRealm implements AutoCloseable {
  final AtomicInteger asked = new AtomicInteger();
  volatile RsaJsonWebKey key = key("first");
  volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
  final MachineTime machine =
      new MachineTime() {
        @Override
        public Instant now() {
          return now;
        }
      };

  private final HttpServer server;
  private final Path keysFile;

  TestRealm(Path keysFile) throws IOException {
    this.keysFile = keysFile;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          var shown = "{\"keys\":[%s]}".formatted(key.toJson(OutputControlLevel.PUBLIC_ONLY));
          var bytes = shown.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  static RsaJsonWebKey key(String id) {
    try {
      var key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId(id);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  TokensConfig config() {
    return new Config(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
        Optional.of(keysFile));
  }

  @Override
  public void close() {
    server.stop(0);
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
