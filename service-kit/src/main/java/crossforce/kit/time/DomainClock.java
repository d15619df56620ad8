package crossforce.kit.time;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * What all clocks for domain time share: UTC, cut to microseconds as PostgreSQL keeps them, and
 * read once in a transaction, so that all it decides and tells happens at one moment.
 */
abstract class DomainClock extends Clock {
  private final TransactionSynchronizationRegistry transactions;

  DomainClock(TransactionSynchronizationRegistry transactions) {
    this.transactions = transactions;
  }

  abstract Instant now();

  @Override
  public final Instant instant() {
    if (transactions.getTransactionKey() == null) {
      return now().truncatedTo(ChronoUnit.MICROS);
    }
    if (transactions.getResource(this) instanceof Instant first) {
      return first;
    }
    var first = now().truncatedTo(ChronoUnit.MICROS);
    transactions.putResource(this, first);
    return first;
  }

  @Override
  public final ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public final Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("domain time is told in UTC");
  }
}
