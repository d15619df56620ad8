package crossforce.kit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import crossforce.kit.decision.RefusedException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MovableClockTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;
  private Path file;
  private Instant now = START;
  private long nanos;
  private int looks;
  private Runnable meanwhile = () -> {};

  private final MachineTime machine =
      new MachineTime() {
        @Override
        public Instant now() {
          return now;
        }

        @Override
        public long nanos() {
          if (--looks == 0) {
            meanwhile.run();
          }
          return nanos;
        }
      };

  private final TransactionSynchronizationRegistry transactions =
      new TransactionSynchronizationRegistryImple();

  @BeforeEach
  void place() {
    file = folder.resolve("clock-offset");
  }

  @Test
  void it_is_the_machines_time_until_somebody_moves_it() {
    assertThat(clock().instant()).isEqualTo(START);
  }

  @Test
  void a_move_is_seen_by_all_and_over_restarts() {
    var one = clock();
    var other = clock();
    other.instant();

    one.moveTo(START.plus(Duration.ofHours(5)));
    nanos += Duration.ofMillis(51).toNanos();
    now = now.plusSeconds(1);

    assertThat(one.instant()).isEqualTo(START.plus(Duration.ofHours(5)).plusSeconds(1));
    assertThat(other.instant()).isEqualTo(one.instant());
    assertThat(clock().instant()).isEqualTo(one.instant());
  }

  @Test
  void moves_shortly_after_one_another_are_all_seen() {
    var one = clock();
    var other = clock();
    for (var hour = 1; hour <= 50; hour++) {
      one.moveTo(START.plus(Duration.ofHours(hour)));
      nanos += Duration.ofMillis(51).toNanos();
      assertThat(other.instant()).isEqualTo(START.plus(Duration.ofHours(hour)));
    }
  }

  @Test
  void it_never_goes_back() {
    var clock = clock();
    clock.moveTo(START.plus(Duration.ofHours(5)));

    assertThatThrownBy(() -> clock().moveTo(START.plus(Duration.ofHours(4))))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.why()).isEqualTo(ClockRefusal.CLOCK_BACKWARDS));
    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(5)));
  }

  @Test
  void a_reader_overtaken_by_a_move_does_not_set_it_back() {
    var clock = clock();
    clock().moveTo(START.plus(Duration.ofHours(1)));
    nanos += Duration.ofMillis(51).toNanos();
    meanwhile = () -> clock.moveTo(START.plus(Duration.ofHours(5)));
    looks = 2; // The first decides to read the file, the second has read it.

    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(5)));

    assertThat(looks).isNegative();
    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(5)));
  }

  @Test
  void without_a_shared_file_it_cannot_be_moved() {
    var alone = new MovableClock(machine, transactions, Optional.empty());

    assertThatThrownBy(() -> alone.moveTo(START.plusSeconds(1)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.why()).isEqualTo(ClockRefusal.CLOCK_NOT_SHARED));
  }

  @Test
  void a_damaged_file_stops_everything_rather_than_time_jumping_back() throws Exception {
    Files.writeString(file, "PT");

    assertThatThrownBy(() -> clock().instant()).isInstanceOf(IllegalStateException.class);
  }

  private MovableClock clock() {
    return new MovableClock(machine, transactions, Optional.of(file));
  }
}
