package crossforce.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.KeycloakBuilder;

/** A real Keycloak on our PostgreSQL, so that realm, people and signing keys survive restarts. */
final class Keycloak implements Part {
  static final String NAME = "keycloak";
  private static final String ADMIN = "admin";

  private final Home home;
  private final Ports ports;
  private final Secrets secrets;
  private final Postgres postgres;
  private final Daemon daemon;

  Keycloak(Home home, Ports ports, Secrets secrets, Postgres postgres) {
    this.home = home;
    this.ports = ports;
    this.secrets = secrets;
    this.postgres = postgres;
    this.daemon = new Daemon(home, NAME);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Daemon daemon() {
    return daemon;
  }

  @Override
  public List<Integer> ports() {
    return List.of(ports.keycloak());
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + ports.keycloak());
  }

  @Override
  public void launch() {
    var database = Databases.of(NAME);
    daemon.start(
        java(
            programs(),
            "start",
            "--optimized",
            "--cache=local",
            "--http-enabled=true",
            "--http-host=127.0.0.1",
            "--http-port=" + ports.keycloak(),
            "--hostname=" + url(),
            "--hostname-strict=false",
            "--http-pool-max-threads=32",
            "--db-pool-initial-size=2",
            "--db-pool-min-size=2",
            "--db-pool-max-size=20"),
        // Through the environment: arguments can be read by every user of the machine.
        Map.of(
            "KC_DB_URL", postgres.url(database.name()),
            "KC_DB_USERNAME", database.user(),
            "KC_DB_PASSWORD", secrets.ofRole(database.user()),
            // Else the first sign-ins after a restart of the database fail on dead connections.
            "QUARKUS_DATASOURCE_JDBC_VALIDATE_ON_BORROW", "true",
            "KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN,
            "KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.ofKeycloakAdmin()),
        home.state());
  }

  @Override
  public boolean isReady() {
    return daemon.isRunning() && Health.isUp(url().resolve("/health/ready"));
  }

  org.keycloak.admin.client.Keycloak admin() {
    return KeycloakBuilder.builder()
        .serverUrl(url().toString())
        .realm("master")
        .clientId("admin-cli")
        .username(ADMIN)
        .password(secrets.ofKeycloakAdmin())
        .build();
  }

  /**
   * Unpacked and built for PostgreSQL once; a start of the built folder takes seconds, else a
   * minute.
   */
  Path programs() {
    var version = Versions.of(NAME);
    var folder = Unpacked.once(home, "keycloak-" + version, draft -> build(draft, version));
    return folder.resolve("keycloak-" + version);
  }

  private void build(Path draft, String version) {
    var packed =
        home.project()
            .resolve("deploy/local/target/dist/keycloak-quarkus-dist-" + version + ".zip");
    if (!Files.exists(packed))
      throw new PlatformTrouble("Not built yet: " + packed + " is missing; run make build.");
    try (var in = Files.newInputStream(packed)) {
      Unpacked.zip(in, draft);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + packed, e);
    }
    Program.run(
        java(
            draft.resolve("keycloak-" + version),
            "build",
            "--db=postgres",
            "--cache=local",
            "--health-enabled=true",
            "--http-management-health-enabled=false"),
        Map.of(),
        home.logs().resolve("keycloak-build.log"));
  }

  /** What {@code kc.sh} would run, without a shell in between that would catch our signals. */
  private static List<String> java(Path folder, String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Program.java(),
                "-Xms64m",
                "-Xmx320m",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                    + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Dkc.home.dir=" + folder,
                "-Djboss.server.config.dir=" + folder.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-cp",
                folder.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    command.addAll(List.of(arguments));
    return command;
  }
}
