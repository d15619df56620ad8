package crossforce.e2e;

import crossforce.local.Platform;
import java.sql.SQLException;

/** A database as it is, set aside while an older copy of it takes its place. */
record KeptDatabase(Platform platform, String name) {
  static KeptDatabase keep(Platform platform, String name) {
    execute(platform, "drop database if exists " + name + "_kept");
    execute(platform, "create database " + name + "_kept template " + name);
    return new KeptDatabase(platform, name);
  }

  void putBack() {
    execute(platform, "drop database " + name + " with (force)");
    execute(platform, "alter database " + name + "_kept rename to " + name);
  }

  private static void execute(Platform platform, String sql) {
    try (var connection = platform.connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot " + sql, e);
    }
  }
}
