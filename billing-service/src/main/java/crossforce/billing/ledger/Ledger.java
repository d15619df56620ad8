package crossforce.billing.ledger;

import crossforce.billing.ledger.model.Entry;
import crossforce.billing.ledger.model.Posting;
import crossforce.contract.ForceId;
import crossforce.contract.wire.Hashes;
import crossforce.kit.events.Connections;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The books of all forces, insert-only; the database refuses what does not sum to zero or is not
 * posted in one statement. The only writer of postings.
 */
@ApplicationScoped
public class Ledger {
  private static final Logger LOG = Logger.getLogger(Ledger.class);

  private final Connections connections;

  Ledger(Connections connections) {
    this.connections = connections;
  }

  /** What became of a posting. */
  public enum Outcome {
    POSTED,
    /** The same event had posted the same before. */
    REPEATED,
    /** The same event had posted something else: that stays, and this is kept for people to see. */
    CONFLICT
  }

  @Transactional
  public Outcome post(Posting posting, Instant at) {
    var body = bodyOf(posting);
    var hash = Hashes.sha256(body.getBytes(StandardCharsets.UTF_8));
    try (var connection = connections.open()) {
      if (insert(connection, posting, hash, at)) {
        return Outcome.POSTED;
      }
      if (Arrays.equals(hash, hashOf(connection, posting.eventId()))) {
        return Outcome.REPEATED;
      }
      keepConflict(connection, posting, hash, body, at);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot post " + posting.eventId(), e);
    }
    LOG.errorf("ledger conflict: eventId=%s chargeId=%s", posting.eventId(), posting.chargeId());
    return Outcome.CONFLICT;
  }

  /** Header and entries in one statement: if we crash or lose the race, there is neither. */
  private static boolean insert(Connection connection, Posting posting, byte[] hash, Instant at)
      throws SQLException {
    var sql =
        """
        with posted as (
          insert into ledger_transactions (event_id, request_id, charge_id, posted_at, body_hash)
          values (?, ?, ?, ?, ?) on conflict (event_id) do nothing
          returning event_id, posted_at)
        insert into ledger_entries
          (event_id, posted_at, line, book, account, counterparty, commodity, amount)
        select posted.event_id, posted.posted_at, e.line, e.book, e.account, e.counterparty,
          e.commodity, e.amount
        from posted, unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
          with ordinality as e (book, account, counterparty, commodity, amount, line)\
        """;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, posting.eventId());
      statement.setObject(2, posting.requestId().value());
      statement.setObject(3, posting.chargeId().value());
      statement.setObject(4, at.atOffset(ZoneOffset.UTC));
      statement.setBytes(5, hash);
      var entries = posting.entries();
      statement.setArray(6, texts(connection, entries, entry -> entry.book().value()));
      statement.setArray(7, texts(connection, entries, entry -> entry.account().toString()));
      statement.setArray(8, texts(connection, entries, entry -> entry.counterparty().value()));
      statement.setArray(9, texts(connection, entries, Entry::commodity));
      statement.setArray(
          10, connection.createArrayOf("bigint", entries.stream().map(Entry::amount).toArray()));
      return statement.executeUpdate() > 0;
    }
  }

  private static java.sql.Array texts(
      Connection connection, List<Entry> entries, Function<Entry, String> column)
      throws SQLException {
    return connection.createArrayOf("text", entries.stream().map(column).toArray());
  }

  private static byte[] hashOf(Connection connection, UUID event) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select body_hash from ledger_transactions where event_id = ?")) {
      statement.setObject(1, event);
      try (var rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException(event + " is neither posted nor new");
        }
        return rows.getBytes(1);
      }
    }
  }

  private static void keepConflict(
      Connection connection, Posting posting, byte[] hash, String body, Instant at)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into ledger_conflicts (event_id, body_hash, charge_id, body, seen_at)
            values (?, ?, ?, ?, ?) on conflict do nothing\
            """)) {
      statement.setObject(1, posting.eventId());
      statement.setBytes(2, hash);
      statement.setObject(3, posting.chargeId().value());
      statement.setString(4, body);
      statement.setObject(5, at.atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  /** One line an entry, so that a person can read what conflicts. */
  private static String bodyOf(Posting posting) {
    var body = new StringBuilder("charge " + posting.chargeId());
    for (var entry : posting.entries()) {
      body.append(
          "%n%s:%s:%s %s %d"
              .formatted(
                  entry.book(),
                  entry.account(),
                  entry.counterparty(),
                  entry.commodity(),
                  entry.amount()));
    }
    return body.toString();
  }

  /** The sum of an account; pence for GBP, debits less credits. */
  public record Balance(
      ForceId book,
      String account,
      ForceId counterparty,
      String commodity,
      long balance,
      long entries) {
    String cursor() {
      return String.join("_", book.value(), account, counterparty.value(), commodity);
    }
  }

  /** One line in a book. */
  public record Posted(
      UUID eventId,
      int line,
      Instant postedAt,
      String account,
      ForceId counterparty,
      String commodity,
      long amount,
      UUID requestId,
      UUID chargeId) {}

  /** What was refused, as it came. */
  public record Conflict(UUID eventId, UUID chargeId, String body, Instant seenAt) {}

  @Transactional
  public List<Balance> balances(Optional<ForceId> book, String after, int limit) {
    return query(
        """
        select book, account, counterparty, commodity, balance, entries from ledger_balances
        where (?::text is null or book = ?)
          and concat_ws('_', book, account, counterparty, commodity) > ?
        order by concat_ws('_', book, account, counterparty, commodity) limit ?\
        """,
        row ->
            new Balance(
                new ForceId(row.getString(1)),
                row.getString(2),
                new ForceId(row.getString(3)),
                row.getString(4),
                row.getLong(5),
                row.getLong(6)),
        book.map(ForceId::value),
        book.map(ForceId::value),
        Optional.of(after),
        Optional.of(limit));
  }

  /** Newest first, from this line of this posting on. */
  @Transactional
  public List<Posted> entries(ForceId book, Instant at, UUID event, int line, int limit) {
    return query(
        """
        select e.event_id, e.line, e.posted_at, e.account, e.counterparty, e.commodity, e.amount,
          t.request_id, t.charge_id
        from ledger_entries e join ledger_transactions t using (event_id)
        where e.book = ?
          and (e.posted_at < ? or (e.posted_at = ? and (e.event_id, e.line) > (?, ?)))
        order by e.posted_at desc, e.event_id, e.line limit ?\
        """,
        row ->
            new Posted(
                row.getObject(1, UUID.class),
                row.getInt(2),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getString(4),
                new ForceId(row.getString(5)),
                row.getString(6),
                row.getLong(7),
                row.getObject(8, UUID.class),
                row.getObject(9, UUID.class)),
        Optional.of(book.value()),
        Optional.of(at.atOffset(ZoneOffset.UTC)),
        Optional.of(at.atOffset(ZoneOffset.UTC)),
        Optional.of(event),
        Optional.of(line),
        Optional.of(limit));
  }

  @Transactional
  public List<Conflict> conflicts(int limit) {
    return query(
        "select event_id, charge_id, body, seen_at from ledger_conflicts order by seen_at desc limit ?",
        row ->
            new Conflict(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant()),
        Optional.of(limit));
  }

  /** Reads one row of a result. */
  private interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, Reading<T> reading, Optional<?>... values) {
    try (var connection = connections.open();
        var statement = connection.prepareStatement(sql)) {
      for (var n = 0; n < values.length; n++) {
        statement.setObject(n + 1, values[n].orElse(null));
      }
      var found = new ArrayList<T>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(reading.read(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read the ledger", e);
    }
  }
}
