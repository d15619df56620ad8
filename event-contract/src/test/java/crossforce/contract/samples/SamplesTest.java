package crossforce.contract.samples;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crossforce.contract.Topics;
import crossforce.contract.samples.Samples.Sample;
import crossforce.contract.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SamplesTest {
  private static final ObjectMapper JSON = WireJson.mapper(false);
  private static final Path FOLDER = Path.of("src/test/resources/samples");

  static List<Sample> samples() {
    return Samples.all();
  }

  @Test
  void every_event_on_every_topic_has_a_sample() {
    for (var topic : Topics.all()) {
      assertThat(Samples.of(topic).stream().map(Sample::type).collect(toSet()))
          .as(topic.name())
          .isEqualTo(topic.types().all().keySet());
    }
  }

  @Test
  void no_sample_is_of_a_type_that_no_topic_has() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()).collect(toSet()))
          .isEqualTo(samples().stream().map(Sample::file).collect(toSet()));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_sample_is_told_again_as_it_was(Sample sample) throws IOException {
    var event = sample.read();

    assertThat(JSON.readTree(WireJson.bytes(event))).isEqualTo(JSON.readTree(sample.data()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void the_latest_sample_shows_every_field_at_least_once(Sample sample) throws IOException {
    var told = JSON.readTree(sample.data());

    for (var component : sample.read().getClass().getRecordComponents()) {
      if (component.getType() != Optional.class) {
        assertThat(told.has(component.getName())).as(component.getName()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_field_that_a_later_contract_adds_does_no_harm(Sample sample) throws IOException {
    var withMore = (ObjectNode) JSON.readTree(sample.data());
    withMore.putObject("addedLater").put("by", "a newer producer");

    var read = sample.topic().read(sample.type(), JSON.writeValueAsBytes(withMore));

    assertThat(read.orElseThrow()).isEqualTo(sample.read());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void what_is_optional_may_be_absent(Sample sample) throws IOException {
    var event = sample.read();
    var told = (ObjectNode) JSON.readTree(sample.data());
    for (var component : event.getClass().getRecordComponents()) {
      if (component.getType() == Optional.class) {
        told.remove(component.getName());
      }
    }

    var read = sample.topic().read(sample.type(), JSON.writeValueAsBytes(told));

    assertThat(JSON.readTree(WireJson.bytes(read.orElseThrow()))).isEqualTo(told);
  }

  @Test
  void a_type_of_a_later_contract_is_not_known() {
    assertThat(Topics.REQUESTS.read("request-forgotten", "{}".getBytes())).isEmpty();
  }

  @Test
  void bytes_that_are_not_of_their_type_are_refused() {
    assertThatThrownBy(() -> Topics.REQUESTS.read("request-submitted", "[]".getBytes()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Names are API: a line may be added here, none may change or go. */
  @Test
  void type_names_are_the_ones_that_were_published() throws IOException {
    var names =
        Topics.all().stream()
            .flatMap(topic ->
                topic.types().all().keySet().stream().map(type -> topic.name() + " " + type))
            .collect(toCollection(TreeSet::new));

    assertThat(names)
        .containsExactlyElementsOf(
            Files.readAllLines(Path.of("src/test/resources/type-names.golden.txt")));
  }

  @Test
  void a_type_name_is_short_and_means_one_event_everywhere() {
    var classes = new HashMap<String, Class<?>>();
    for (var topic : Topics.all()) {
      topic
          .types()
          .all()
          .forEach((name, type) -> {
            assertThat(name).matches("[a-z]+(-[a-z]+){0,4}");
            assertThat(classes.computeIfAbsent(name, _ -> type)).isEqualTo(type);
          });
    }
  }
}
