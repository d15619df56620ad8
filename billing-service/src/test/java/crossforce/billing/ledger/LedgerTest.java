package crossforce.billing.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crossforce.billing.OnRealParts;
import crossforce.billing.Race;
import crossforce.billing.ledger.Ledger.Outcome;
import crossforce.billing.ledger.model.Posting;
import crossforce.contract.ChargeId;
import crossforce.contract.ForceId;
import crossforce.contract.Money;
import crossforce.contract.RequestId;
import crossforce.kit.test.TestDatabase;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class LedgerTest {
  private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");
  private static final ForceId PAYER = new ForceId("cumbria");
  private static final ForceId PAYEE = new ForceId("durham");

  @Inject Ledger ledger;

  @Test
  void eight_threads_with_one_event_post_once() {
    for (var round = 0; round < 40; round++) {
      var posting = posting(UUID.randomUUID(), 1_00);
      var outcomes = Race.of(Collections.nCopies(8, () -> ledger.post(posting, AT)));
      assertThat(outcomes).containsOnlyOnce(Outcome.POSTED);
      assertThat(Collections.frequency(outcomes, Outcome.REPEATED)).isEqualTo(7);
      assertThat(count("ledger_entries", posting)).isEqualTo(4);
    }
  }

  @Test
  void the_same_event_with_another_body_is_kept_as_a_conflict_and_moves_nothing() {
    var event = UUID.randomUUID();
    var outcomes =
        Race.of(
            List.of(
                () -> ledger.post(posting(event, 5_00), AT),
                () -> ledger.post(posting(event, 6_00), AT)));
    assertThat(outcomes).containsExactlyInAnyOrder(Outcome.POSTED, Outcome.CONFLICT);
    assertThat(count("ledger_entries", posting(event, 0_01))).isEqualTo(4);
    assertThat(ledger.conflicts(200)).extracting(Ledger.Conflict::eventId).contains(event);
  }

  @Test
  void the_sum_over_all_entries_is_zero_and_balances_are_their_sums() {
    ledger.post(posting(UUID.randomUUID(), 7_00), AT);
    var database = TestDatabase.current();
    assertThat(
            database.rows(
                "select 1 from ledger_entries group by commodity having sum(amount) <> 0"))
        .isEmpty();
    assertThat(
            database.rows(
                "select 1 from ledger_entries group by event_id, book having sum(amount) <> 0"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update ledger_entries set amount = amount + 1",
        "delete from ledger_entries",
        "truncate ledger_entries",
        "update ledger_transactions set charge_id = event_id",
        "delete from ledger_transactions",
        "delete from ledger_conflicts"
      })
  void what_is_posted_can_be_neither_changed_nor_taken_away(String sql) {
    ledger.post(posting(UUID.randomUUID(), 3_00), AT);
    var database = TestDatabase.current();
    // As the service's own role: it has no right to.
    assertThatThrownBy(
            () -> {
              try (var connection = database.connect()) {
                connection.createStatement().execute(sql);
              }
            })
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
    // As one who has every right: the trigger refuses.
    assertThatThrownBy(() -> database.run(sql)).hasMessageContaining("what is posted stays");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Off by a penny.
        """
        with t as (insert into ledger_transactions values
            ('%1$s', '%1$s', '%1$s', '2026-11-20T12:00:00Z', '\\x00') returning event_id)
        insert into ledger_entries select event_id, n, '2026-11-20T12:00:00Z', 'kent',
          'payable', 'essex', 'GBP', case n when 1 then 100 else -99 end
        from t, generate_series(1, 2) n\
        """,
        // Zero in all, but a plug in another's book.
        """
        with t as (insert into ledger_transactions values
            ('%1$s', '%1$s', '%1$s', '2026-11-20T12:00:00Z', '\\x00') returning event_id)
        insert into ledger_entries select event_id, n, '2026-11-20T12:00:00Z',
          case n when 1 then 'kent' else 'essex' end, 'payable', 'surrey', 'GBP',
          case n when 1 then 100 else -100 end
        from t, generate_series(1, 2) n\
        """,
        // Without a transaction.
        """
        insert into ledger_entries select '%1$s', n, '2026-11-20T12:00:00Z', 'kent',
          'payable', 'essex', 'GBP', case n when 1 then 100 else -100 end
        from generate_series(1, 2) n\
        """
      })
  void the_database_refuses_what_does_not_balance(String sql) {
    assertThatThrownBy(
            () -> {
              try (var connection = TestDatabase.current().connect()) {
                connection.createStatement().execute(sql.formatted(UUID.randomUUID()));
              }
            })
        .isInstanceOf(SQLException.class)
        .hasMessageMatching("(?s).*(do not sum to zero|without their transaction).*");
  }

  @Test
  void nothing_is_added_to_what_is_posted() {
    var posting = posting(UUID.randomUUID(), 9_00);
    ledger.post(posting, AT);
    assertThatThrownBy(
            () -> {
              try (var connection = TestDatabase.current().connect()) {
                connection
                    .createStatement()
                    .execute(
                        """
                        insert into ledger_entries select '%s', 10 + n, '2026-11-20T12:00:00Z',
                          'kent', 'payable', 'essex', 'GBP', case n when 1 then 1 else -1 end
                        from generate_series(1, 2) n\
                        """
                            .formatted(posting.eventId()));
              }
            })
        .hasMessageContaining("added to a transaction that is posted");
  }

  private static Posting posting(UUID event, long pence) {
    return Posting.ofCharge(
        event, new RequestId(event), new ChargeId(event), PAYER, PAYEE, new Money(pence));
  }

  private static long count(String table, Posting posting) {
    return TestDatabase.current()
        .count("%s where event_id = '%s'".formatted(table, posting.eventId()));
  }
}
