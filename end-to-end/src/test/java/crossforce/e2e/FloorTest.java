package crossforce.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The floor is measured by messages that all arrive. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FloorTest {
  private static final int MESSAGES = 200;

  @Test
  void a_message_is_missed_until_it_has_arrived_once() {
    try (var floor = new Floor(TestPlatform.platform())) {
      for (var i = 0; i < MESSAGES; i++) {
        floor.send();
      }

      assertThat(floor.failures()).isNotEmpty();
      assertThat(Wait.settled(floor::failures, Duration.ofSeconds(30))).isEmpty();
      assertThat(floor.millis()).hasSize(MESSAGES).isSorted();
    }
  }
}
