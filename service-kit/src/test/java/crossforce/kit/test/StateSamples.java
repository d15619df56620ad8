package crossforce.kit.test;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.kit.state.StateJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;

/**
 * Golden samples of state rows, one a line in a file of the test's resources: each must be read for
 * ever, and written again as the same state. No test writes the file; a new state gets a new line
 * by hand.
 */
public final class StateSamples<S> {
  private final StateJson<S> json;
  private final Class<S> type;

  private StateSamples(StateJson<S> json, Class<S> type) {
    this.json = json;
    this.type = type;
  }

  public static <S> StateSamples<S> of(StateJson<S> json, Class<S> type) {
    return new StateSamples<>(json, type);
  }

  /** Fails when a sample is not read, or when a state has none. */
  public void areAllRead(String resource) {
    var seen = new HashSet<String>();
    for (var line : lines(resource)) {
      var state = json.read(line);
      assertThat(json.read(json.write(state))).as(line).isEqualTo(state);
      seen.add(line.replaceFirst("^.*?\"type\":\"([a-z0-9-]+)\".*$", "$1"));
    }
    assertThat(seen).as("states with a sample in " + resource).containsAll(StateJson.namesOf(type));
  }

  private static Iterable<String> lines(String resource) {
    var loader = Thread.currentThread().getContextClassLoader();
    try (var stream = loader.getResourceAsStream(resource.substring(1))) {
      if (stream == null) {
        throw new IllegalStateException("no samples in " + resource);
      }
      var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
