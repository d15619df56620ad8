package crossforce.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.kit.test.RealParts;
import crossforce.kit.test.TestDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures what sealing costs a desk: {@code mvn -pl service-kit test -Dtest=SealingFigure
 * -Dcrossforce.figures=true}. The relay is off, since it would work for one of the two only.
 */
@QuarkusTest
@TestProfile(SealingFigure.WithoutRelay.class)
@EnabledIfSystemProperty(named = "crossforce.figures", matches = "true")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SealingFigure {
  private static final int WRITERS = 16;
  private static final int ROUNDS = 4;
  private static final Duration SLICE = Duration.ofSeconds(5);

  @Inject FigureDesk desk;

  /** Nothing competes with the writers. */
  public static class WithoutRelay implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("crossforce.outbox.relay", "false");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(RealParts.class));
    }
  }

  private interface Write {
    void of(UUID thing) throws Exception;
  }

  @Test
  void sealing_leaves_seven_tenths_of_the_writes() throws Exception {
    TestDatabase.current()
        .run(
            "create table figure_states (id uuid primary key, version int, state json)",
            "create table figure_outbox (like outbox including all) partition by range"
                + " (recorded_at)",
            "create table figure_outbox_days partition of figure_outbox default",
            "grant all on figure_states, figure_outbox to service");
    write(desk::sealed);
    write(desk::unsealed);
    var sealed = 0.0;
    var unsealed = 0.0;
    for (var round = 0; round < ROUNDS; round++) {
      unsealed += write(desk::unsealed) / ROUNDS;
      sealed += write(desk::sealed) / ROUNDS;
    }

    System.out.printf(Locale.ROOT, "figure: desk-writes-unsealed %.0f writes/s%n", unsealed);
    System.out.printf(
        Locale.ROOT,
        "figure: desk-writes-sealed %.0f writes/s ratio %.2f of the same without sealing, %d writers%n",
        sealed,
        sealed / unsealed,
        WRITERS);
    assertThat(sealed / unsealed).isGreaterThanOrEqualTo(0.7);
  }

  /** Writes a second. */
  private static double write(Write write) throws Exception {
    var until = System.nanoTime() + SLICE.toNanos();
    try (var pool = Executors.newFixedThreadPool(WRITERS)) {
      var counts = new ArrayList<Future<Long>>();
      Callable<Long> writer =
          () -> {
            var count = 0L;
            for (; System.nanoTime() < until; count++) {
              write.of(UUID.randomUUID());
            }
            return count;
          };
      for (var i = 0; i < WRITERS; i++) {
        counts.add(pool.submit(writer));
      }
      var all = 0L;
      for (var count : counts) {
        all += count.get();
      }
      return all / (SLICE.toMillis() / 1000.0);
    }
  }
}
