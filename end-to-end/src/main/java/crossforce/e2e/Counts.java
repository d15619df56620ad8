package crossforce.e2e;

import crossforce.local.Platform;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must be so after any fault, counted in the databases by SQL; each count's only right value
 * is zero.
 */
final class Counts implements AutoCloseable {
  private static final Map<String, String> PRODUCERS =
      Map.of(
          "registry",
          "capability-registry",
          "broker",
          "request-broker",
          "billing",
          "billing-service");

  private final Platform platform;
  private final Map<String, Connection> connections = new HashMap<>();

  Counts(Platform platform) {
    this.platform = platform;
  }

  /** What is not as it must be; empty when all is well. */
  List<String> wrongs() {
    var wrongs = new ArrayList<String>();
    add(wrongs, promisedTwice(), "assets promised twice");
    none(
        wrongs,
        "promises left over from requests that ended",
        "registry",
        """
        select count(*) from bookings
        where kind = 'promise' and taken_as in ('HELD', 'COMMITTED')\
        """);
    none(wrongs, "gaps in the trail", "audit", "select count(*) from gaps where closed_at is null");
    none(
        wrongs,
        "events told twice",
        "audit",
        "select count(event_id) - count(distinct event_id) from log_entries");
    none(
        wrongs,
        "events acted on twice",
        "audit",
        """
        select count(*) from (
          select 1 from log_entries
          where type in ('booking-held', 'booking-refused', 'booking-committed', 'booking-ended',
            'quote-given', 'donor-called', 'order-confirmed', 'charge-rated', 'charge-agreed')
          group by type, attributes ->> 'subject', attributes ->> 'causationid'
          having count(*) > 1) acts\
        """);
    none(
        wrongs,
        "events whose cause is not in the trail",
        "audit",
        """
        select count(*) from log_entries e
        where e.attributes ->> 'causationid' is not null and not exists (
          select 1 from log_entries c
          where c.event_id = (e.attributes ->> 'causationid')::uuid)\
        """);
    none(
        wrongs,
        "requests whose events have not one root",
        "audit",
        """
        select count(*) from (
          select 1 from log_entries
          group by correlation_id
          having count(*) filter (where type = 'request-submitted') > 0
            and count(*) filter (where attributes ->> 'causationid' is null) <> 1) requests\
        """);
    none(
        wrongs,
        "calls that expired before their deadline",
        "audit",
        """
        select count(*) from log_entries expired
        left join log_entries called
          on called.event_id = (expired.attributes ->> 'causationid')::uuid
          and called.type = 'donor-called'
          and expired.told_at
            >= (convert_from(called.data, 'UTF8')::jsonb ->> 'deadline')::timestamptz
        where expired.type = 'call-expired' and called.event_id is null\
        """);
    none(wrongs, "irregularities in the trail", "audit", "select count(*) from log_irregularities");
    none(
        wrongs,
        "ledger accounts out of balance",
        "billing",
        """
        select count(*) from (
          select commodity from ledger_entries group by commodity having sum(amount) <> 0) unbalanced\
        """);
    none(
        wrongs,
        "charges agreed and not posted once, or posted and not agreed",
        "billing",
        """
        select count(*) from (select id from charges where status = 'agreed') agreed
        full join (
          select charge_id, count(*) as times from ledger_transactions group by charge_id) posted
          on posted.charge_id = agreed.id
        where agreed.id is null or posted.times is distinct from 1\
        """);
    none(
        wrongs,
        "charges that nobody agreed",
        "billing",
        "select count(*) from charges where status = 'rated'");
    PRODUCERS.forEach((database, service) -> sameHeads(wrongs, database, service));
    for (var database : List.of("registry", "broker", "billing")) {
      none(wrongs, "parked keys of " + database, database, "select count(*) from parked_keys");
      none(wrongs, "quarantined by " + database, database, "select count(*) from quarantine");
    }
    none(wrongs, "quarantined by audit", "audit", "select count(*) from quarantine");
    none(wrongs, "conflicts of the ledger", "billing", "select count(*) from ledger_conflicts");
    return wrongs;
  }

  /** How many pairs of promises overlap, whatever the constraint guards. */
  long promisedTwice() {
    return count(
        "registry",
        """
        select count(*) from bookings a join bookings b
          on a.asset_id = b.asset_id and a.id < b.id
          and a.blocked_from < b.blocked_until and b.blocked_from < a.blocked_until
        where a.taken_as in ('HELD', 'COMMITTED') and b.taken_as in ('HELD', 'COMMITTED')\
        """);
  }

  private void none(List<String> wrongs, String what, String database, String sql) {
    add(wrongs, count(database, sql), what);
  }

  private static void add(List<String> wrongs, long count, String what) {
    if (count != 0) {
      wrongs.add(count + " " + what);
    }
  }

  /**
   * Every shard's last number and hash in the trail is that of its producer, and none before is
   * missing.
   */
  private void sameHeads(List<String> wrongs, String database, String service) {
    var told =
        rows(
            database,
            "select shard || ':' || sequence || ':' || encode(hash, 'hex') from event_heads where sequence > 0");
    var logged =
        rows(
            "audit",
            "select shard || ':' || highest || ':' || head_hash from producers where service = '"
                + service
                + "'");
    if (!told.equals(logged)) {
      wrongs.add("the trail's end of " + service + " is " + logged + " and should be " + told);
    }
    var numbers = count(database, "select coalesce(sum(sequence), 0) from event_heads");
    var entries =
        count("audit", "select count(*) from log_entries where service = '" + service + "'");
    if (numbers != entries) {
      wrongs.add(service + " told " + numbers + " events, the trail has " + entries);
    }
  }

  long count(String database, String sql) {
    return Long.parseLong(rows(database, sql).getFirst());
  }

  private List<String> rows(String database, String sql) {
    try (var statement = connection(database).createStatement();
        var result = statement.executeQuery(sql)) {
      var rows = new ArrayList<String>();
      while (result.next()) {
        rows.add(result.getString(1));
      }
      rows.sort(null);
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot count in " + database + ": " + sql, e);
    }
  }

  private Connection connection(String database) throws SQLException {
    var open = connections.get(database);
    if (open == null) {
      open = platform.connect(database);
      connections.put(database, open);
    }
    return open;
  }

  @Override
  public void close() {
    for (var connection : connections.values()) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException("cannot close a connection", e);
      }
    }
  }
}
