package crossforce.kit.test;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The servers that all tests of this JVM share: started when first asked for, gone with the JVM.
 *
 * <p>Quarkus loads test classes anew for each application that it starts, so a plain static field
 * would start a server for each; therefore the servers live in this class as the JVM's own class
 * loader has it, which outlives all applications.
 */
public final class SharedParts {
  private static @Nullable EmbeddedPostgres postgres;
  private static @Nullable EmbeddedKafkaBroker kafka;
  private static @Nullable String issuerKey;
  private static @Nullable HttpServer issuer;

  private SharedParts() {}

  /** The port of the PostgreSQL server on 127.0.0.1; its superuser is {@code postgres}. */
  static int postgresPort() {
    return (int) shared("startPostgres");
  }

  static String kafkaBootstrap() {
    return (String) shared("startKafka");
  }

  /** The private key that the test realm signs with, as a JSON Web Key. */
  static String issuerKey() {
    return (String) shared("makeIssuerKey");
  }

  /** Where the test realm shows its public keys. */
  static String issuerKeysUrl() {
    return (String) shared("startIssuer");
  }

  /** Called through the JVM's own class loader only. */
  public static synchronized int startPostgres() throws IOException {
    if (postgres == null) {
      // The builder starts the server with fsync off; what the tests prove would then not hold.
      postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("max_connections", "200")
              .setServerConfig("shared_buffers", "64MB")
              .setServerConfig("timezone", "UTC")
              .start();
    }
    return postgres.getPort();
  }

  /** Called through the JVM's own class loader only. */
  public static synchronized String startKafka() {
    if (kafka == null) {
      for (var noisy :
          new String[] {"org.apache.kafka", "kafka", "state", "org.apache.zookeeper"}) {
        Logger.getLogger(noisy).setLevel(Level.SEVERE);
      }
      kafka =
          new EmbeddedKafkaBroker()
              .withDeleteLogDirsOnClose(true)
              .withAdditionalProperties(properties -> {
                properties.put("auto.create.topics.enable", "false");
                properties.put("num.partitions", "16");
                properties.put("offsets.topic.num.partitions", "1");
                properties.put("transaction.state.log.num.partitions", "1");
                properties.put("log.message.timestamp.type", "LogAppendTime");
                properties.put("log.retention.ms", "-1");
                properties.put("log.cleaner.dedupe.buffer.size", "4194304");
                properties.put("group.initial.rebalance.delay.ms", "0");
              })
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop-kafka"));
    }
    return kafka.getAdvertisedListeners().replaceFirst("^[A-Z_]+://", "");
  }

  /** Called through the JVM's own class loader only. */
  public static synchronized String makeIssuerKey() throws Exception {
    if (issuerKey == null) {
      RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId("test-key");
      key.setAlgorithm("RS256");
      key.setUse("sig");
      issuerKey = key.toJson(org.jose4j.jwk.JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
    }
    return issuerKey;
  }

  /** Called through the JVM's own class loader only. */
  public static synchronized String startIssuer() throws Exception {
    if (issuer == null) {
      var keys =
          "{\"keys\":[%s]}"
              .formatted(
                  org.jose4j.jwk.JsonWebKey.Factory.newJwk(makeIssuerKey())
                      .toJson(org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY))
              .getBytes(StandardCharsets.UTF_8);
      issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      issuer.createContext(
          "/certs",
          exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
          });
      issuer.start();
    }
    return "http://127.0.0.1:" + issuer.getAddress().getPort() + "/certs";
  }

  private static Object shared(String method) {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    var loader = ClassLoader.getSystemClassLoader();
    thread.setContextClassLoader(loader); // Kafka finds its plug-ins through it.
    try {
      return loader.loadClass(SharedParts.class.getName()).getMethod(method).invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a part of the tests does not start: " + method, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
