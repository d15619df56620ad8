package crossforce.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One instance of one of our services, run as it was built. */
final class Service implements Part {
  static final List<String> NAMES =
      List.of("capability-registry", "request-broker", "billing-service", "audit-service");

  private final Home home;
  private final Ports ports;
  private final Secrets secrets;
  private final Postgres postgres;
  private final String service;
  private final int instance;
  private final Daemon daemon;

  Service(
      Home home, Ports ports, Secrets secrets, Postgres postgres, String service, int instance) {
    this.home = home;
    this.ports = ports;
    this.secrets = secrets;
    this.postgres = postgres;
    this.service = service;
    this.instance = instance;
    this.daemon = new Daemon(home, name());
  }

  @Override
  public String name() {
    return instance == 1 ? service : service + "-" + instance;
  }

  @Override
  public Daemon daemon() {
    return daemon;
  }

  @Override
  public List<Integer> ports() {
    return List.of(port());
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  boolean isBuilt() {
    return Files.exists(jar());
  }

  /** Whether the running process is of an older build than the one in the folder. */
  boolean isOutdated() {
    try {
      return daemon.isRunning()
          && Files.exists(builtFile())
          && !Files.readString(builtFile()).equals(build());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + builtFile(), e);
    }
  }

  @Override
  public void launch() {
    if (!isBuilt())
      throw new PlatformTrouble(
          service + " is not built: " + jar() + " is missing; run make build.");
    try {
      Files.writeString(builtFile(), build());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + builtFile(), e);
    }
    daemon.start(
        List.of(
            Program.java(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms48m",
            "-Xmx224m",
            "-Xss512k",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:MinHeapFreeRatio=15",
            "-XX:MaxHeapFreeRatio=30",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-jar",
            jar().toString()),
        environment(),
        home.state());
  }

  @Override
  public boolean isReady() {
    return daemon.isRunning() && Health.isUp(url().resolve("/q/health/ready"));
  }

  private Map<String, String> environment() {
    var database = Databases.of(service);
    var issuer = "http://127.0.0.1:" + ports.keycloak() + "/realms/" + Realm.NAME;
    var environment = new HashMap<String, String>();
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port()));
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.url(database.name()));
    environment.put("QUARKUS_DATASOURCE_USERNAME", database.user());
    environment.put("QUARKUS_DATASOURCE_PASSWORD", secrets.ofRole(database.user()));
    environment.put("QUARKUS_FLYWAY_USERNAME", database.owner());
    environment.put("QUARKUS_FLYWAY_PASSWORD", secrets.ofRole(database.owner()));
    Kafka.client(ports, secrets, service)
        .forEach((setting, value) ->
            environment.put("KAFKA_" + setting.replace('.', '_').toUpperCase(Locale.ROOT), value));
    environment.put("CROSSFORCE_TOKENS_ISSUER", issuer);
    environment.put("CROSSFORCE_TOKENS_KEYS", issuer + "/protocol/openid-connect/certs");
    environment.put("CROSSFORCE_TOKENS_AUDIENCE", "crossforce");
    environment.put(
        "CROSSFORCE_TOKENS_KEYS_FILE",
        Home.folder(home.data("tokens")).resolve(name() + ".json").toString());
    environment.put(
        "CROSSFORCE_SEED_ENABLED", "true"); // Invented assets belong to one machine only.
    environment.put("CROSSFORCE_CLOCK_FILE", home.clockOffset().toString());
    environment.put(
        "MALLOC_ARENA_MAX", "2"); // Else the C library keeps tens of megabytes per thread.
    return environment;
  }

  private int port() {
    return ports.service(service, instance);
  }

  private Path jar() {
    return home.project().resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
  }

  private Path builtFile() {
    return home.run().resolve(name() + ".build");
  }

  private String build() {
    try {
      return isBuilt() ? Files.getLastModifiedTime(jar()).toString() : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + jar(), e);
    }
  }
}
