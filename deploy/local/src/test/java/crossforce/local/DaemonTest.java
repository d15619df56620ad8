package crossforce.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DaemonTest {
  @TempDir Path state;
  private Home home;
  private Daemon daemon;

  @BeforeEach
  void start() {
    home = Home.in(state);
    daemon = new Daemon(home, "sleeper");
    daemon.start(List.of("sleep", "600"), Map.of(), state);
  }

  @AfterEach
  void end() {
    daemon.kill();
  }

  @Test
  void another_launcher_knows_the_process_again() {
    assertThat(new Daemon(home, "sleeper").pid()).isEqualTo(daemon.pid()).isPresent();
  }

  @Test
  void a_number_given_to_another_process_is_neither_taken_for_ours_nor_killed() throws IOException {
    // Given
    var pidFile = home.run().resolve("sleeper.pid");
    var ours = Files.readString(pidFile);
    var stranger = new ProcessBuilder("sleep", "600").start();
    Files.writeString(pidFile, ours.replaceFirst("^\\d+ \\d+", stranger.pid() + " 1"));

    // When
    daemon.kill();

    // Then
    assertThat(daemon.isRunning()).isFalse();
    assertThat(stranger.isAlive()).isTrue();
    stranger.destroyForcibly();
    Files.writeString(pidFile, ours);
  }

  @Test
  void a_number_of_before_the_machine_was_started_anew_means_nothing() throws IOException {
    // Given
    var pidFile = home.run().resolve("sleeper.pid");
    var ours = Files.readString(pidFile);

    // When
    Files.writeString(pidFile, ours.substring(0, ours.lastIndexOf(' ')) + " another-boot\n");

    // Then
    assertThat(daemon.isRunning()).isFalse();
    Files.writeString(pidFile, ours);
  }

  @Test
  void a_paused_process_still_runs_and_can_be_stopped_in_good_order() {
    // Given
    daemon.signal("STOP");
    assertThat(Patience.until(Duration.ofSeconds(5), daemon::isPaused)).isTrue();
    assertThat(daemon.isRunning()).isTrue();

    // When
    daemon.stop("TERM", Duration.ofSeconds(5));

    // Then
    assertThat(daemon.isRunning()).isFalse();
  }
}
