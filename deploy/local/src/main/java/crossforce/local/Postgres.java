package crossforce.local;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real PostgreSQL of the same version as in production, durable as there: what it acknowledged
 * survives a kill.
 */
final class Postgres implements Part {
  static final String NAME = "postgres";
  static final String SUPERUSER = "postgres";
  private static final String PACKED = "/postgres-linux-x86_64.txz";
  private static final Duration FIRST_SIGN = Duration.ofSeconds(10);
  private static final Duration ORPHANS_END = Duration.ofSeconds(30);
  private static final String VERSION_FILE = "PG_VERSION";
  private static final String DRAFT = NAME + ".draft-";
  private static final Map<String, String> THIS_MACHINE =
      Map.of(
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "",
          "max_connections", "300",
          "shared_buffers", "128MB",
          "max_wal_size", "1GB");

  private final Home home;
  private final Ports ports;
  private final Secrets secrets;
  private final Daemon daemon;

  Postgres(Home home, Ports ports, Secrets secrets) {
    this.home = home;
    this.ports = ports;
    this.secrets = secrets;
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
    return List.of(ports.postgres());
  }

  /** Fast: open transactions are ended, nothing acknowledged is lost. */
  @Override
  public String stopSignal() {
    return "INT";
  }

  @Override
  public void launch() {
    var programs = programs();
    if (!Files.exists(data().resolve(VERSION_FILE))) initialise(programs);
    forgetRecycledPid();
    var command = startCommand(programs);
    Patience.until(ORPHANS_END, () -> startsOrFails(command));
  }

  /**
   * Data without the password that opens them: a new one would be refused, and puzzle everybody.
   */
  void checkPassword() {
    if (!Files.exists(data().resolve(VERSION_FILE))) return;
    if (!secrets.holds("database." + SUPERUSER)) {
      throw new PlatformTrouble(
          "%s is gone, but the data it opens is still in %s: put it back, or remove that folder to begin anew."
              .formatted(home.secrets(), home.state()));
    }
  }

  @Override
  public boolean isReady() {
    if (!daemon.isRunning()) return false;
    try (var connection = connect("postgres")) {
      return connection.isValid(2);
    } catch (SQLException _) {
      return false; // Still starting or recovering.
    }
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), SUPERUSER, secrets.ofRole(SUPERUSER));
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + database;
  }

  /**
   * After a kill of the main process its children may hold the shared memory for a moment longer;
   * the server then refuses to start and is started again until they are gone.
   */
  private boolean startsOrFails(List<String> command) {
    daemon.start(command, Map.of(), home.state());
    Patience.until(FIRST_SIGN, () -> !daemon.isRunning() || Ports.answers(ports.postgres()));
    return daemon.isRunning() || !daemon.lastLines().contains("pre-existing shared memory block");
  }

  private List<String> startCommand(Path programs) {
    var settings = new HashMap<>(Databases.DEFINED.server());
    settings.putAll(THIS_MACHINE);
    settings.put("port", Integer.toString(ports.postgres()));
    var command =
        new ArrayList<>(
            asOrdinaryUser(programs.resolve("bin/postgres").toString(), "-D", data().toString()));
    settings.forEach((setting, value) -> command.addAll(List.of("-c", setting + "=" + value)));
    return command;
  }

  static boolean runsAsRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private Path data() {
    return home.data(NAME);
  }

  private Path programs() {
    return Unpacked.once(
        home,
        "postgresql-" + Versions.of("postgres"),
        folder -> Unpacked.tarXz(Definition.open(PACKED), folder));
  }

  /**
   * In a folder beside, which takes its place when it is complete: initdb writes the version file
   * first of all, so a folder that has one may still be half made.
   */
  private void initialise(Path programs) {
    var state = Home.folder(home.state());
    try {
      Patience.until(ORPHANS_END, () -> removesDrafts(state));
      var draft = Files.createTempDirectory(state, DRAFT);
      initdb(programs, draft);
      Files.move(draft, data(), ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + data(), e);
    }
  }

  /** What killed attempts left; their orphans may still write into it for a moment. */
  private static boolean removesDrafts(Path state) {
    try (var drafts = Files.newDirectoryStream(state, DRAFT + "*")) {
      drafts.forEach(Unpacked::delete);
      return true;
    } catch (IOException | UncheckedIOException _) {
      return false;
    }
  }

  private void initdb(Path programs, Path folder) throws IOException {
    var passwordFile = home.run().resolve("superuser");
    try {
      Secrets.writeForOwner(passwordFile, List.of(secrets.ofRole(SUPERUSER)));
      var command =
          asOrdinaryUser(
              programs.resolve("bin/initdb").toString(),
              "--pgdata=" + folder,
              "--username=" + SUPERUSER,
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C");
      Program.run(command, Map.of(), home.logs().resolve("initdb.log"));
    } finally {
      Files.deleteIfExists(passwordFile);
    }
  }

  /** The server refuses to run as root; inside a user namespace root is nobody in particular. */
  private static List<String> asOrdinaryUser(String... command) {
    var whole = new ArrayList<String>();
    if (runsAsRoot()) whole.addAll(List.of("unshare", "-U"));
    whole.addAll(List.of(command));
    return whole;
  }

  /**
   * PostgreSQL believes that it still runs when the number in its pid file belongs to any process.
   * We know whether that is ours; if not, a number that no process can have goes in its place. The
   * rest of the file stays: it guards the shared memory.
   */
  private void forgetRecycledPid() {
    var pidFile = data().resolve("postmaster.pid");
    if (!Files.exists(pidFile)) return;
    try {
      var lines = new ArrayList<>(Files.readAllLines(pidFile));
      if (lines.isEmpty() || isPostgres(lines.getFirst().strip())) return;
      lines.set(0, Integer.toString(Integer.MAX_VALUE));
      Files.write(pidFile, lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot mend " + pidFile, e);
    }
  }

  private boolean isPostgres(String pid) {
    try {
      var commandLine = Files.readString(Path.of("/proc", pid, "cmdline"));
      return commandLine.contains("postgres") && commandLine.contains(data().toString());
    } catch (IOException _) {
      return false;
    }
  }
}
