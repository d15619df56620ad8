package crossforce.local;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The databases of {@code deploy/postgres/databases.json} and their two roles: the owner migrates
 * the schema, the service only reads and writes rows. Made when missing; passwords, rights on
 * databases and default privileges are said again at every start, so that they come back when lost.
 * Rights on a table are settled by the migration that makes it: taken by hand, they stay away.
 */
final class Databases {
  static final Defined DEFINED = Definition.read("postgres/databases.json", Defined.class);

  private final Postgres postgres;
  private final Secrets secrets;

  Databases(Postgres postgres, Secrets secrets) {
    this.postgres = postgres;
    this.secrets = secrets;
  }

  record Defined(
      Map<String, String> server, Map<String, String> runtime, List<Database> databases) {}

  record Database(
      String name, String service, String owner, String user, List<String> extensions) {}

  static Database of(String service) {
    return DEFINED.databases().stream()
        .filter(database -> database.service().equals(service))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no database for " + service));
  }

  /** What it made, in words; empty when everything was there. */
  List<String> provide() {
    var made = new ArrayList<String>();
    try (var connection = postgres.connect("postgres")) {
      for (var database : DEFINED.databases()) {
        role(connection, database.owner(), made);
        role(connection, database.user(), made);
        // Keycloak migrates as its own role, which may take longer than a transaction of ours.
        if (!database.owner().equals(database.user())) limitTime(connection, database.user());
        if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database.name())) {
          run(
              connection,
              "CREATE DATABASE %s OWNER %s",
              name(database.name()),
              name(database.owner()));
          made.add("database " + database.name());
        }
      }
    } catch (SQLException e) {
      throw new PlatformTrouble("Cannot make the databases: " + e.getMessage(), e);
    }
    DEFINED.databases().forEach(this::grant);
    return made;
  }

  private static void limitTime(Connection connection, String user) throws SQLException {
    for (var setting : DEFINED.runtime().entrySet()) {
      run(
          connection,
          "ALTER ROLE %s SET %s = %s",
          name(user),
          setting.getKey(),
          literal(setting.getValue()));
    }
  }

  private void grant(Database database) {
    try (var connection = postgres.connect(database.name())) {
      run(connection, "REVOKE ALL ON DATABASE %s FROM PUBLIC", name(database.name()));
      run(
          connection,
          "GRANT CONNECT ON DATABASE %s TO %s",
          name(database.name()),
          name(database.user()));
      for (var extension : database.extensions()) {
        run(connection, "CREATE EXTENSION IF NOT EXISTS %s", name(extension));
      }
      if (database.owner().equals(database.user())) return;
      var owner = name(database.owner());
      var user = name(database.user());
      run(connection, "GRANT USAGE ON SCHEMA public TO %s", user);
      var defaults = "ALTER DEFAULT PRIVILEGES FOR ROLE " + owner + " IN SCHEMA public GRANT ";
      run(connection, defaults + "SELECT, INSERT, UPDATE, DELETE ON TABLES TO %s", user);
      run(connection, defaults + "USAGE, SELECT ON SEQUENCES TO %s", user);
    } catch (SQLException e) {
      throw new PlatformTrouble(
          "Cannot prepare the database " + database.name() + ": " + e.getMessage(), e);
    }
  }

  private void role(Connection connection, String role, List<String> made) throws SQLException {
    if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role)) {
      run(connection, "CREATE ROLE %s", name(role));
      made.add("role " + role);
    }
    run(connection, "ALTER ROLE %s LOGIN PASSWORD %s", name(role), literal(secrets.ofRole(role)));
  }

  /** Keeps a copy of a service's database under a name; the service must be stopped. */
  void copy(String service, String copy) {
    var database = of(service);
    swap("DROP DATABASE IF EXISTS %s", name(copyOf(database, copy)));
    swap(
        "CREATE DATABASE %s TEMPLATE %s OWNER %s",
        name(copyOf(database, copy)), name(database.name()), name(database.owner()));
  }

  /**
   * Puts the copy in the place of a service's database, as a restored backup would be; the service
   * must be stopped.
   */
  void restoreCopy(String service, String copy) {
    var database = of(service);
    swap("DROP DATABASE %s WITH (FORCE)", name(database.name()));
    swap(
        "CREATE DATABASE %s TEMPLATE %s OWNER %s",
        name(database.name()), name(copyOf(database, copy)), name(database.owner()));
    grant(database);
  }

  private void swap(String statement, String... names) {
    try (var connection = postgres.connect("postgres")) {
      run(connection, statement, names);
    } catch (SQLException e) {
      throw new PlatformTrouble("Cannot copy a database: " + e.getMessage(), e);
    }
  }

  private static String copyOf(Database database, String copy) {
    return database.name() + "_" + copy;
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void run(Connection connection, String sql, String... parts) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql.formatted((Object[]) parts));
    }
  }

  private static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
