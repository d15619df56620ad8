package crossforce.audit.trail;

import crossforce.audit.log.Entries;
import crossforce.audit.log.Entry;
import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Finds events of the log. */
@ApplicationScoped
class Trails {
  /** A request that tells more events than this is shown up to here, and says so. */
  static final int LONGEST = 5_000;

  private final Rows rows;

  Trails(Rows rows) {
    this.rows = rows;
  }

  /** What to look for; all that is given must fit. */
  record Search(
      Optional<String> type,
      Optional<String> force,
      Optional<String> correlation,
      Optional<Instant> from,
      Optional<Instant> until,
      long after,
      int limit) {}

  List<LoggedEvent> of(String correlationId) {
    return events(
        rows.list(
            "select %s from log_entries where correlation_id = ? order by leaf_index limit ?"
                .formatted(Entries.COLUMNS),
            Entries::entry,
            correlationId,
            LONGEST + 1));
  }

  Optional<LoggedEvent> event(UUID id) {
    return events(
            rows.list(
                "select %s from log_entries where event_id = ? order by leaf_index limit 1"
                    .formatted(Entries.COLUMNS),
                Entries::entry,
                id))
        .stream()
        .findFirst();
  }

  /** Up to one more than the limit, so that the list can tell whether it goes on. */
  List<LoggedEvent> find(Search search) {
    var where = new ArrayList<String>(List.of("leaf_index > ?", "attributes is not null"));
    var values = new ArrayList<Object>(List.of(search.after()));
    search.type().ifPresent(type -> add(where, values, "type = ?", type));
    search.force().ifPresent(force -> add(where, values, "force = ?", force));
    search.correlation().ifPresent(id -> add(where, values, "correlation_id = ?", id));
    search.from().ifPresent(from -> add(where, values, "told_at >= ?", from));
    search.until().ifPresent(until -> add(where, values, "told_at < ?", until));
    values.add(search.limit() + 1);
    return events(
        rows.list(
            "select %s from log_entries where %s order by leaf_index limit ?"
                .formatted(Entries.COLUMNS, String.join(" and ", where)),
            Entries::entry,
            values.toArray()));
  }

  private static void add(List<String> where, List<Object> values, String condition, Object value) {
    where.add(condition);
    values.add(value);
  }

  /** Those of the ids that no logged event has. */
  Set<UUID> unknown(Collection<UUID> ids) {
    var unknown = new HashSet<>(ids);
    if (!ids.isEmpty()) {
      rows.list(
              "select distinct event_id from log_entries where event_id = any (?::uuid[])",
              row -> row.getObject(1, UUID.class),
              (Object) ids.stream().map(UUID::toString).toArray(String[]::new))
          .forEach(unknown::remove);
    }
    return unknown;
  }

  private static List<LoggedEvent> events(List<Entry> entries) {
    return entries.stream().flatMap(entry -> LoggedEvent.of(entry).stream()).toList();
  }
}
