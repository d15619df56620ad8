package crossforce.kit.events;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import org.apache.kafka.common.errors.DisconnectException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TroubleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"08006", "08001", "40001", "40P01", "53300", "55P03", "57P01", "57014", "25P04"})
  void connections_deadlocks_and_time_outs_are_trouble(String state) {
    assertThat(Trouble.is(new IllegalStateException(new SQLException("text", state)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "23P01", "23503", "22001", "42P01", "42501"})
  void what_would_fail_again_is_not(String state) {
    assertThat(Trouble.is(new IllegalStateException(new SQLException("text", state)))).isFalse();
  }

  @Test
  void only_violations_that_a_race_can_cause_are_tried_again_a_few_times() {
    assertThat(Trouble.mayBeRace(new SQLException("text", "23P01"))).isTrue();
    assertThat(Trouble.mayBeRace(new SQLException("text", "23505"))).isTrue();
    assertThat(Trouble.mayBeRace(new SQLException("text", "23503"))).isFalse();
  }

  @Test
  void pool_time_outs_stale_versions_and_a_broker_away_are_trouble() {
    assertThat(Trouble.is(new SQLException("Acquisition timeout"))).isTrue();
    assertThat(Trouble.is(new RuntimeException(new OptimisticLockException()))).isTrue();
    assertThat(Trouble.is(new DisconnectException())).isTrue();
  }

  @Test
  void a_commit_that_failed_is_judged_by_what_is_behind_it() {
    var bare = new Transactions.NotCommittedException(new RollbackException("ARJUNA016102"));
    var sealing = new RollbackException("ARJUNA016053");
    sealing.initCause(new IllegalArgumentException("the event is too large"));
    var suppressed = new RollbackException("ARJUNA016053");
    suppressed.addSuppressed(new SQLException("text", "40001"));

    assertThat(Trouble.is(bare)).isTrue();
    assertThat(Trouble.is(new Transactions.NotCommittedException(sealing))).isFalse();
    assertThat(Trouble.is(new Transactions.NotCommittedException(suppressed))).isTrue();
  }

  @Test
  void the_description_says_what_and_where_and_never_what_it_was_about() {
    var text =
        Trouble.describe(
            new IllegalStateException("of John Smith", new SQLException("Detail: Smith", "23503")));

    assertThat(text)
        .contains("IllegalStateException", "SQLException 23503", "TroubleTest")
        .doesNotContain("Smith");
  }

  @Test
  void causes_in_a_circle_end() {
    var one = new IllegalStateException("one");
    var two = new IllegalStateException("two", one);
    one.initCause(two);

    assertThat(Trouble.is(two)).isFalse();
  }
}
