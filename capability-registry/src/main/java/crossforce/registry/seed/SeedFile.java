package crossforce.registry.seed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table of seed data: comma-separated, quoted where needed; its first line names the columns. */
final class SeedFile {
  /** One that an even number of quotes follows, and so stands outside of them. */
  private static final String COMMA = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

  private SeedFile() {}

  /** One line of it. */
  record Line(Map<String, String> values) {
    String text(String column) {
      var value = values.get(column);
      if (value == null) {
        throw new IllegalStateException("no column " + column + " in " + values);
      }
      return value;
    }

    int number(String column) {
      return Integer.parseInt(text(column));
    }

    boolean yes(String column) {
      return switch (text(column)) {
        case "yes" -> true;
        case "no" -> false;
        default -> throw new IllegalStateException(column + " is neither yes nor no: " + values);
      };
    }

    /** A list, separated by semicolons; often empty. */
    List<String> list(String column) {
      return Arrays.stream(text(column).split(";")).filter(part -> !part.isEmpty()).toList();
    }
  }

  static List<Line> read(String name) {
    var stream = SeedFile.class.getResourceAsStream("/seed/" + name);
    if (stream == null) {
      throw new IllegalStateException("no seed file " + name);
    }
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      var lines = reader.lines().filter(line -> !line.isBlank()).toList();
      var columns = lines.getFirst().split(",", -1);
      return lines.stream().skip(1).map(line -> line(columns, line)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Line line(String[] columns, String line) {
    var parts = line.split(COMMA, -1);
    if (parts.length != columns.length) {
      throw new IllegalStateException("not %d columns: %s".formatted(columns.length, line));
    }
    var values = new HashMap<String, String>();
    for (var i = 0; i < columns.length; i++) {
      values.put(columns[i], parts[i].replace("\"", ""));
    }
    return new Line(Map.copyOf(values));
  }
}
