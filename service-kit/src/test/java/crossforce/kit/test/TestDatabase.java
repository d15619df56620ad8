package crossforce.kit.test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.postgresql.Driver;

/**
 * A fresh database with the two roles that a service has on the platform too: one that owns the
 * tables, for migrations, and one with plain rights, for everything else.
 */
public record TestDatabase(String name, String user, String owner) {
  private static final String CURRENT = "crossforce.test.database";

  /** Makes a database, for a service whose role has this name. */
  public static TestDatabase fresh(String user) {
    var made =
        new TestDatabase(
            "test_" + UUID.randomUUID().toString().replace("-", ""), user, user + "_owner");
    try (var connection = superuser("postgres")) {
      try (var settings =
          connection
              .createStatement()
              .executeQuery(
                  "select current_setting('fsync'), current_setting('synchronous_commit')")) {
        settings.next();
        if (!settings.getString(1).equals("on") || !settings.getString(2).equals("on")) {
          throw new IllegalStateException("a test database that forgets commits proves nothing");
        }
      }
      for (var role : List.of(made.user, made.owner)) {
        run(
            connection,
            """
            do $$ begin
              if not exists (select from pg_roles where rolname = '%1$s') then
                create role %1$s login password '%1$s';
              end if;
            end $$\
            """
                .formatted(role));
      }
      run(
          connection,
          "alter role %s set transaction_timeout = '30s'".formatted(made.user),
          "alter role %s set plan_cache_mode = 'force_generic_plan'".formatted(made.user),
          "alter role %s set idle_in_transaction_session_timeout = '30s'".formatted(made.user),
          "create database %s owner %s".formatted(made.name, made.owner));
    } catch (SQLException e) {
      throw new IllegalStateException("no fresh database", e);
    }
    made.settle();
    return made;
  }

  private void settle() {
    try (var connection = superuser(name)) {
      run(
          connection,
          "create extension btree_gist",
          "alter schema public owner to " + owner,
          "grant usage on schema public to " + user,
          """
          alter default privileges for role %s in schema public
            grant select, insert, update, delete on tables to %s\
          """
              .formatted(owner, user),
          """
          alter default privileges for role %s in schema public
            grant usage, select on sequences to %s\
          """
              .formatted(owner, user));
    } catch (SQLException e) {
      throw new IllegalStateException("no fresh database", e);
    }
  }

  public String jdbcUrl() {
    return jdbcUrl(name);
  }

  /** As the service itself would connect. */
  public Connection connect() throws SQLException {
    return connect(name, user, user);
  }

  /** As nobody connects but who repairs, or cheats. */
  public Connection superuser() throws SQLException {
    return superuser(name);
  }

  /** The database of the application that runs in this JVM now. */
  public static TestDatabase current() {
    var parts = System.getProperty(CURRENT, "").split(" ");
    if (parts.length != 3) {
      throw new IllegalStateException("no application with RealParts runs");
    }
    return new TestDatabase(parts[0], parts[1], parts[2]);
  }

  void becomeCurrent() {
    System.setProperty(CURRENT, name + " " + user + " " + owner);
  }

  void drop() {
    try (var connection = superuser("postgres")) {
      run(connection, "drop database if exists %s with (force)".formatted(name));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot drop " + name, e);
    }
  }

  /** Rows of one query as the superuser, each row a list of its columns. */
  public List<List<Object>> rows(String sql) {
    try (var connection = superuser();
        var result = connection.createStatement().executeQuery(sql)) {
      var rows = new ArrayList<List<Object>>();
      var width = result.getMetaData().getColumnCount();
      while (result.next()) {
        var row = new ArrayList<Object>();
        for (var column = 1; column <= width; column++) {
          row.add(result.getObject(column));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  public long count(String table) {
    return ((Number) rows("select count(*) from " + table).getFirst().getFirst()).longValue();
  }

  /** Runs statements as the superuser. */
  public void run(String... statements) {
    try (var connection = superuser()) {
      run(connection, statements);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    for (var sql : statements) {
      try (var statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private static Connection superuser(String database) throws SQLException {
    return connect(database, "postgres", "postgres");
  }

  /** Not by the driver manager, which does not see drivers through the test's class loaders. */
  private static Connection connect(String database, String user, String password)
      throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    return new Driver().connect(jdbcUrl(database), properties);
  }

  private static String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(SharedParts.postgresPort(), database);
  }
}
