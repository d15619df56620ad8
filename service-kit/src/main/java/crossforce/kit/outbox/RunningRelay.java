package crossforce.kit.outbox;

import crossforce.contract.wire.Shard;
import crossforce.kit.time.MachineTime;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The relay of this instance, on a thread and a database session of its own. */
@ApplicationScoped
class RunningRelay {
  private static final Logger LOG = Logger.getLogger(RunningRelay.class);
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final AgroalDataSource database;
  private final OutboxConfig config;
  private final String url;
  private final Properties login;
  private final boolean wanted;
  private final Relay relay;
  private final Thread thread;

  RunningRelay(
      AgroalDataSource database,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      ServiceTopics topics,
      OutboxConfig config,
      MachineTime machine,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
    this.database = database;
    this.config = config;
    this.url = url;
    this.login = login(user, password, topics.service());
    this.wanted = config.relay() && !topics.written().isEmpty();
    this.relay = new Relay(this::session, kafka, topics, config, machine);
    this.thread = Thread.ofPlatform().name("outbox-relay").daemon().unstarted(relay);
  }

  private static Properties login(String user, Optional<String> password, String service) {
    var login = new Properties();
    login.setProperty("user", user);
    password.ifPresent(secret -> login.setProperty("password", secret));
    login.setProperty("ApplicationName", service + " relay");
    login.setProperty("connectTimeout", "5");
    login.setProperty("socketTimeout", "30");
    login.setProperty("tcpKeepAlive", "true");
    return login;
  }

  private RelaySession session() throws SQLException {
    var connection = new org.postgresql.Driver().connect(url, login);
    if (connection == null) {
      throw new SQLException("not an address of PostgreSQL: " + url);
    }
    return new RelaySession(connection, config.idle());
  }

  void start(@Observes @Priority(100) StartupEvent event) throws SQLException {
    refuseAnotherShardCount();
    if (wanted) {
      thread.start();
    } else {
      LOG.info("No relay runs here");
    }
  }

  /** Another count would send a key's next events to another shard than its last ones. */
  private void refuseAnotherShardCount() throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select count(*) from event_heads")) {
      row.next();
      if (row.getInt(1) != Shard.COUNT) {
        throw new IllegalStateException(
            "this database is of %d shards and the program of %d"
                .formatted(row.getInt(1), Shard.COUNT));
      }
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    relay.stop();
    if (wanted && !thread.join(FAREWELL)) {
      thread.interrupt();
    }
  }

  void wake() {
    relay.wake();
  }

  /** To be called with what a transaction of this process has just committed. */
  void told(List<Row> rows) {
    if (wanted) {
      relay.told(rows);
    }
  }

  /** Absent where this instance relays nothing. */
  Optional<Relay> relay() {
    return wanted ? Optional.of(relay) : Optional.empty();
  }
}
