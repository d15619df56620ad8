package crossforce.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.e2e.BenchChain.Measured;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The benchmark says when what it measured is not good enough. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BenchChainTest {
  private static final double[] FLOOR = {10, 20};

  @Test
  void five_times_the_floor_is_good_enough() {
    assertThat(BenchChain.report(new Measured(new double[] {30, 100}, FLOOR, List.of()))).isTrue();
  }

  @Test
  void more_than_that_is_not() {
    assertThat(BenchChain.report(new Measured(new double[] {30, 101}, FLOOR, List.of()))).isFalse();
  }

  @Test
  void one_failed_request_is_one_too_many() {
    assertThat(BenchChain.report(new Measured(new double[] {30}, FLOOR, List.of("a call"))))
        .isFalse();
  }

  @Test
  void nothing_measured_is_not_good() {
    assertThat(BenchChain.report(new Measured(new double[0], FLOOR, List.of()))).isFalse();
  }
}
