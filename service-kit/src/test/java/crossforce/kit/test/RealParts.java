package crossforce.kit.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts an application on real parts: PostgreSQL 18 that forgets no commit, Kafka, and a token
 * issuer. The servers are shared by all tests of the JVM; database, topics and clock are fresh for
 * each application.
 *
 * <p>Arguments, all optional: {@code user}, the service's database role ({@code registry}, {@code
 * broker}, …); {@code topics}, more topics, separated by commas.
 */
public final class RealParts implements QuarkusTestResourceLifecycleManager {
  private String user = "service";
  private List<String> topics = List.of();
  private @Nullable TestDatabase database;

  @Override
  public void init(Map<String, String> arguments) {
    user = arguments.getOrDefault("user", user);
    topics =
        Arrays.stream(arguments.getOrDefault("topics", "").split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
  }

  /** One at a time in the whole JVM: Quarkus starts resources side by side. */
  @Override
  public Map<String, String> start() {
    synchronized (RealParts.class.getName().intern()) {
      return startAlone();
    }
  }

  private Map<String, String> startAlone() {
    database = TestDatabase.fresh(user);
    database.becomeCurrent();
    TestTopics.fresh(topics);
    var settings = new HashMap<String, String>();
    settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
    settings.put("quarkus.datasource.username", database.user());
    settings.put("quarkus.datasource.password", database.user());
    settings.put("quarkus.flyway.username", database.owner());
    settings.put("quarkus.flyway.password", database.owner());
    settings.put("kafka.bootstrap.servers", SharedParts.kafkaBootstrap());
    settings.put("crossforce.tokens.issuer", Tokens.ISSUER);
    settings.put("crossforce.tokens.keys", SharedParts.issuerKeysUrl());
    settings.put("crossforce.clock.file", clockFile());
    return settings;
  }

  @Override
  public void stop() {
    if (database != null) {
      database.drop();
    }
  }

  private static String clockFile() {
    try {
      var folder = Files.createTempDirectory("crossforce-clock");
      folder.toFile().deleteOnExit();
      return folder.resolve("clock-offset").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
