package crossforce.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an interruption ends, and what one that nobody could catch leaves to the next run. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AbandonedPlatformTest {
  @TempDir Path folder;
  private Home home;
  private Daemon sleeper;

  @BeforeEach
  void start() {
    home = Home.in(folder.resolve("state"));
    Home.folder(home.state());
    sleeper = new Daemon(home, "kafka");
    sleeper.start(List.of("sleep", "600"), Map.of(), home.state());
  }

  @AfterEach
  void end() {
    sleeper.kill();
  }

  @Test
  void an_abandoned_platform_runs_no_more_and_starts_nothing() {
    // Given
    var platform = new Platform(home, Ports.free(), _ -> {});

    // When
    platform.abandon();

    // Then
    assertThat(sleeper.isRunning()).isFalse();
    assertThatThrownBy(() -> platform.start("kafka"))
        .isInstanceOf(PlatformTrouble.class)
        .hasMessageContaining("abandoned");
    assertThat(platform.isRunning("kafka")).isFalse();
  }

  @Test
  void one_that_begins_anew_finds_neither_processes_nor_state_of_an_earlier_run() {
    // Given
    var older = new Secrets(home.secrets()).ofUser("auditor");
    Home.folder(home.data("tokens"));

    // When
    var platform = Platform.anew(home, Ports.free(), _ -> {});

    // Then
    assertThat(platform.isRunning("kafka")).isFalse();
    assertThat(home.data("tokens")).doesNotExist();
    assertThat(platform.secrets().ofUser("auditor")).isNotEqualTo(older);
  }
}
