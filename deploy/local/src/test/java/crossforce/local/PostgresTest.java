package crossforce.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real server, made and started in a state folder of its own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PostgresTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path state;
  private Home home;
  private Postgres postgres;
  private CompletableFuture<Void> firstStart;

  @BeforeEach
  void start() {
    home = Home.in(state);
    postgres = new Postgres(home, Ports.free(), new Secrets(home.secrets()));
    firstStart = CompletableFuture.runAsync(postgres::launch);
    Patience.until(PATIENCE, this::isHalfMade);
  }

  @AfterEach
  void end() {
    killWhatMakesIt();
    firstStart.exceptionally(_ -> null).join();
    postgres.daemon().kill();
  }

  @Test
  void a_first_start_that_was_killed_half_way_does_not_hinder_the_next() throws IOException {
    // Given
    killWhatMakesIt();
    assertThat(firstStart).failsWithin(PATIENCE);

    // When
    postgres.launch();

    // Then
    assertThat(Patience.until(PATIENCE, postgres::isReady)).isTrue();
    try (var left = Files.list(state)) {
      assertThat(left.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrder("postgres", "logs", "run", "secrets.properties");
    }
  }

  @Test
  void the_password_that_it_is_made_with_is_for_its_owner_only_and_gone_afterwards()
      throws IOException {
    // Given
    var passwordFile = home.run().resolve("superuser");

    // When
    var whileMaking = PosixFilePermissions.toString(Files.getPosixFilePermissions(passwordFile));
    firstStart.join();

    // Then
    assertThat(whileMaking).isEqualTo("rw-------");
    assertThat(passwordFile).doesNotExist();
  }

  private boolean isHalfMade() {
    try (var folders = Files.newDirectoryStream(state, "postgres*")) {
      for (var folder : folders) {
        if (Files.exists(folder.resolve("PG_VERSION"))) return true;
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void killWhatMakesIt() {
    ProcessHandle.current()
        .descendants()
        .filter(process ->
            Stream.of(process.info().arguments().orElse(new String[0]))
                .anyMatch(argument -> argument.contains(state.toString())))
        .forEach(ProcessHandle::destroyForcibly);
  }
}
