package crossforce.kit.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plain SQL on the service's database, in the present transaction where there is one: the kit's own
 * tables have no entities.
 */
@ApplicationScoped
public class Rows {
  private final Connections connections;

  Rows(Connections connections) {
    this.connections = connections;
  }

  /** Reads one row of a result. */
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Carries an {@link SQLException}, which {@link Trouble} judges. */
  public static final class StatementException extends RuntimeException {
    StatementException(SQLException cause) {
      super("the statement failed", cause);
    }
  }

  public int update(String sql, Object... values) {
    try (var connection = connections.open();
        var statement = prepared(connection, sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new StatementException(e);
    }
  }

  public <T> List<T> list(String sql, Reader<T> reader, Object... values) {
    try (var connection = connections.open();
        var statement = prepared(connection, sql, values);
        var result = statement.executeQuery()) {
      var all = new ArrayList<T>();
      while (result.next()) {
        all.add(reader.read(result));
      }
      return all;
    } catch (SQLException e) {
      throw new StatementException(e);
    }
  }

  public <T> Optional<T> first(String sql, Reader<T> reader, Object... values) {
    return list(sql, reader, values).stream().findFirst();
  }

  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  public static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static PreparedStatement prepared(Connection connection, String sql, Object... values)
      throws SQLException {
    var statement = connection.prepareStatement(sql);
    try {
      for (var i = 0; i < values.length; i++) {
        switch (values[i]) {
          case Instant instant ->
              statement.setObject(i + 1, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
          case Optional<?> optional -> statement.setObject(i + 1, optional.orElse(null));
          case String[] texts -> statement.setArray(i + 1, connection.createArrayOf("text", texts));
          case Long[] numbers ->
              statement.setArray(i + 1, connection.createArrayOf("int8", numbers));
          case byte[] bytes -> statement.setBytes(i + 1, bytes);
          case Object value -> statement.setObject(i + 1, value);
        }
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }
}
