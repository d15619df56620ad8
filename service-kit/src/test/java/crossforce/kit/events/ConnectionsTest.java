package crossforce.kit.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LoopProfile.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectionsTest extends LoopBed {
  @Inject Rows rows;
  @Inject TransactionSynchronizationRegistry transactions;

  @Test
  void what_is_written_after_a_transaction_was_ended_is_not_committed_by_itself() {
    var key = key();

    assertThatThrownBy(() ->
            QuarkusTransaction.requiringNew()
                .timeout(1)
                .run(() -> {
                  await()
                      .pollInSameThread()
                      .atMost(PATIENCE)
                      .until(() -> transactions.getTransactionStatus() == Status.STATUS_ROLLEDBACK);
                  rows.update("insert into heard (topic, key, text) values ('x', ?, 'x')", key);
                }))
        .satisfies(thrown -> assertThat(Trouble.is(thrown)).isTrue());

    assertThat(heard(key)).isEmpty();
  }
}
