package crossforce.audit.trail.model;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crossforce.contract.ForceId;
import crossforce.contract.samples.Samples;
import crossforce.contract.samples.Samples.Sample;
import crossforce.contract.wire.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The samples tell one story, of a call by West Yorkshire that South Yorkshire answers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DisclosureTest {
  private static final Path GOLDEN = Path.of("src/test/resources/disclosure.golden.txt");
  private static final ForceId HOST = new ForceId("west-yorkshire");
  private static final ForceId DONOR = new ForceId("south-yorkshire");
  private static final ForceId OTHER = new ForceId("greater-manchester");

  private static final List<Sample> ALL = Samples.all();

  private static Disclosure without(String... types) {
    return Disclosure.of(
        ALL.stream()
            .filter(sample -> !List.of(types).contains(sample.type()))
            .map(Sample::read)
            .toList());
  }

  private static Sample sample(String type) {
    return ALL.stream().filter(s -> s.type().equals(type)).findFirst().orElseThrow();
  }

  @Test
  void a_trail_concerns_its_host_and_the_donors_that_were_called() {
    var disclosure = without();

    assertThat(disclosure.concerns(HOST)).isTrue();
    assertThat(disclosure.concerns(DONOR)).isTrue();
    assertThat(disclosure.concerns(OTHER)).isFalse();
  }

  @Test
  void a_force_that_was_only_considered_is_not_concerned() {
    assertThat(without("donor-called").concerns(DONOR)).isFalse();
  }

  @Test
  void the_host_learns_which_asset_it_is_only_with_the_offer() {
    var called = sample("donor-called").read();

    assertThat(without("offer-made", "offer-provisional").shows(called, HOST)).isFalse();
    assertThat(without("offer-made", "offer-provisional").shows(called, DONOR)).isTrue();
    assertThat(without().shows(called, HOST)).isTrue();
  }

  @Test
  void the_host_learns_of_a_quote_whom_it_is_for_only_with_the_offer() {
    var quoted = sample("quote-given").read();

    assertThat(without("offer-made").shows(quoted, HOST)).isFalse();
    assertThat(without("offer-made").shows(quoted, DONOR)).isTrue();
    assertThat(without().shows(quoted, HOST)).isTrue();
  }

  @Test
  void a_provisional_offer_is_none_yet() {
    var onlyProvisional = without("offer-made");

    assertThat(onlyProvisional.shows(sample("donor-called").read(), HOST)).isFalse();
    assertThat(onlyProvisional.shows(sample("offer-provisional").read(), HOST)).isFalse();
    assertThat(onlyProvisional.shows(sample("offer-provisional").read(), DONOR)).isTrue();
  }

  @Test
  void what_nobody_has_agreed_on_is_not_passed_over_in_silence() {
    Event ofNoFamily = () -> "key";

    assertThatThrownBy(() -> without().shows(ofNoFamily, HOST))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void others_are_shown_nothing() {
    for (var sample : ALL) {
      assertThat(without().shows(sample.read(), OTHER)).as(sample.type()).isFalse();
    }
  }

  /** Rewritten only on demand, by {@code -Dgolden=write}; review the difference as a right. */
  @Test
  void who_sees_what_is_as_agreed() throws IOException {
    var disclosure = without();
    var lines =
        ALL.stream()
            .map(sample ->
                "%-32s %-6s %s"
                    .formatted(
                        sample.type(),
                        disclosure.shows(sample.read(), HOST) ? "host" : "-",
                        disclosure.shows(sample.read(), DONOR) ? "donor" : "-"))
            .collect(toCollection(TreeSet::new));
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(GOLDEN.getParent());
      Files.write(GOLDEN, lines);
    }

    assertThat(Files.readAllLines(GOLDEN)).containsExactlyElementsOf(lines);
  }
}
