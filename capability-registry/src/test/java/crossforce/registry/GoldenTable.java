package crossforce.registry;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.wire.Event;
import crossforce.contract.wire.EventTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Every state times every command as a text that is reviewed like a specification. A test never
 * writes it by itself: run it with {@code -Dgolden.write=true} to write what is to be reviewed.
 */
public final class GoldenTable {
  private final Path file;
  private final List<List<String>> rows = new ArrayList<>();

  public GoldenTable(String name) {
    var root = Path.of(System.getProperty("project.root", ".."));
    file = root.resolve("capability-registry/src/test/resources/" + name + ".table.txt");
  }

  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** A state by its name: {@code Held} is {@code held}. */
  public static String name(Object state) {
    return state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  public static String told(Collection<? extends Event> events) {
    return events.stream()
        .map(event -> EventTypes.nameOf(event.getClass()))
        .collect(Collectors.joining(", "));
  }

  public void check() {
    var text = text();
    try {
      if (Boolean.getBoolean("golden.write")) {
        Files.writeString(file, text);
      }
      assertThat(text)
          .as("%s; see -Dgolden.write", file.getFileName())
          .isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("no golden table; see -Dgolden.write", e);
    }
  }

  private String text() {
    var widths = new int[rows.getFirst().size()];
    for (var row : rows) {
      for (var i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder();
      for (var i = 0; i < widths.length; i++) {
        line.append(("%-" + (widths[i] + 2) + "s").formatted(row.get(i)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
