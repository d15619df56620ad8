package crossforce.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The main job, end to end, as {@code make demo} runs it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DemoTest {
  @Test
  void a_need_becomes_help_a_charge_and_a_proven_trail_twice_over() {
    assertThat(demo("")).contains("Help is coming.", "request-completed", "trail verified");
    assertThat(demo("")).contains("Help is coming.", "request-completed", "trail verified");
  }

  @Test
  void a_need_that_cannot_be_filled_ends_as_such_with_its_reasons() {
    assertThat(demo("src/test/resources/requests/too-many.json"))
        .contains("It cannot be filled", "trail verified");
  }

  @Test
  void a_stopped_service_is_named() {
    TestPlatform.platform().stop("billing-service");
    try {
      assertThatThrownBy(() -> demo(""))
          .isInstanceOf(Mismatch.class)
          .hasMessageContaining("billing-service");
    } finally {
      TestPlatform.platform().start("billing-service");
    }
  }

  private static String demo(String file) {
    var printed = new ByteArrayOutputStream();
    new Demo(
            TestPlatform.target(),
            "west-yorkshire",
            new PrintStream(printed, true, StandardCharsets.UTF_8))
        .run(RequestFile.read(file));
    return printed.toString(StandardCharsets.UTF_8);
  }
}
