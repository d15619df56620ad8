package crossforce.contract.samples;

import crossforce.contract.Topics;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * One golden JSON of each version of each event, kept for ever and written by hand: every consumer
 * must be able to eat all of them.
 *
 * <p>A sample is {@code samples/<type>.<version>.json}. When an event gains a field, a sample of
 * the next version is added; no sample is ever changed.
 */
public final class Samples {
  private Samples() {}

  /** The bytes of one version of an event of this type, as they were once on the topic. */
  public record Sample(Topic<?> topic, String type, int version, byte[] data) {
    public String file() {
      return "%s.%d.json".formatted(type, version);
    }

    /** The event, by the contract of today. */
    public Event read() {
      return topic.read(type, data).orElseThrow();
    }

    @Override
    public String toString() {
      return topic.name() + " " + file();
    }
  }

  public static List<Sample> all() {
    return Topics.all().stream().flatMap(topic -> of(topic).stream()).toList();
  }

  /** The samples of a topic's events, by type and version. */
  public static List<Sample> of(Topic<?> topic) {
    var samples = new ArrayList<Sample>();
    for (var type : new TreeSet<>(topic.types().all().keySet())) {
      for (var version = 1; ; version++) {
        var data = bytes("%s.%d.json".formatted(type, version));
        if (data == null) {
          break;
        }
        samples.add(new Sample(topic, type, version, data));
      }
    }
    return samples;
  }

  private static byte[] bytes(String file) {
    try (var stream = Samples.class.getResourceAsStream("/samples/" + file)) {
      return stream == null ? null : stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
