package crossforce.audit.gap.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FrontierTest {
  private static final Instant THEN = Instant.parse("2026-03-28T21:00:00Z");
  private static final Instant NOW = Instant.parse("2026-03-28T21:05:00Z");

  private static Frontier toldInOrder(long... numbers) {
    var frontier = Frontier.NOTHING_TOLD;
    for (var number : numbers) {
      frontier = frontier.told(number, THEN);
    }
    return frontier;
  }

  private static Frontier alarmed(Frontier frontier) {
    return new Frontier(
        frontier.highest(),
        frontier.gaps().stream()
            .map(gap -> new Gap(gap.first(), gap.last(), THEN, Optional.of(THEN), Optional.empty()))
            .toList());
  }

  private static Gap open(long first, long last) {
    return Gap.opened(first, last, THEN);
  }

  @Test
  void numbers_in_order_leave_no_gap() {
    assertThat(toldInOrder(1, 2, 3)).isEqualTo(new Frontier(3, List.of()));
  }

  @Test
  void a_number_left_out_opens_a_gap_at_once() {
    assertThat(toldInOrder(1, 2, 5).gaps()).containsExactly(open(3, 4));
    assertThat(toldInOrder(1, 2, 5).complete()).isEqualTo(2);
  }

  @Test
  void a_history_that_begins_late_lacks_its_beginning() {
    assertThat(toldInOrder(7).gaps()).containsExactly(open(1, 6));
    assertThat(toldInOrder(7).complete()).isZero();
  }

  @Test
  void a_gap_that_closes_within_its_grace_leaves_no_trace() {
    assertThat(toldInOrder(1, 3).told(2, NOW)).isEqualTo(new Frontier(3, List.of()));
  }

  @Test
  void a_gap_that_raised_an_alarm_stays_visible_when_it_closes() {
    var after = alarmed(toldInOrder(1, 3)).told(2, NOW);

    assertThat(after.gaps())
        .containsExactly(new Gap(2, 2, THEN, Optional.of(THEN), Optional.of(NOW)));
    assertThat(after.complete()).isEqualTo(3);
  }

  @Test
  void a_gap_may_close_in_its_middle() {
    var after = alarmed(toldInOrder(1, 9)).told(5, NOW);

    assertThat(after.gaps())
        .containsExactly(
            new Gap(2, 4, THEN, Optional.of(THEN), Optional.empty()),
            new Gap(5, 5, THEN, Optional.of(THEN), Optional.of(NOW)),
            new Gap(6, 8, THEN, Optional.of(THEN), Optional.empty()));
    assertThat(after.complete()).isEqualTo(1);
  }

  @Test
  void a_number_told_again_changes_nothing() {
    var before = toldInOrder(1, 2, 5);

    assertThat(before.told(2, NOW)).isEqualTo(before);
    assertThat(before.told(5, NOW)).isEqualTo(before);
  }

  @Test
  void whatever_the_order_what_is_missing_is_what_did_not_come() {
    var random = new Random(42);
    for (var round = 0; round < 2_000; round++) {
      var numbers = new ArrayList<>(LongStream.rangeClosed(1, 12).boxed().toList());
      Collections.shuffle(numbers, random);
      var told = new HashSet<Long>();
      var frontier = Frontier.NOTHING_TOLD;
      for (var number : numbers) {
        frontier = frontier.told(number, THEN);
        told.add(number);

        var missing = new HashSet<Long>();
        for (var gap : frontier.gaps()) {
          LongStream.rangeClosed(gap.first(), gap.last()).forEach(missing::add);
        }
        var expected = new HashSet<Long>();
        LongStream.rangeClosed(1, frontier.highest())
            .filter(n -> !told.contains(n))
            .forEach(expected::add);
        assertThat(missing).isEqualTo(expected);
      }
      assertThat(frontier).isEqualTo(new Frontier(12, List.of()));
    }
  }
}
