package crossforce.audit.log;

import crossforce.audit.gap.Frontiers.Chain;
import crossforce.contract.wire.Envelope;
import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What is logged under an event's number, the one before and the one after, in its own shard. */
@ApplicationScoped
class Neighbours {
  private final Rows rows;

  Neighbours(Rows rows) {
    this.rows = rows;
  }

  /** What of an event its neighbours depend on. */
  record Link(long leafIndex, long sequence, String hash, String previousHash) {
    static Link of(long leafIndex, Envelope envelope) {
      return new Link(
          leafIndex,
          envelope.sequence(),
          envelope.eventHash().hex(),
          envelope.previousHash().hex());
    }
  }

  /** The links known of a chain, by number; a number that was told twice has two. */
  static final class Known {
    private final Map<Long, List<Link>> byNumber = new HashMap<>();

    List<Link> at(long sequence) {
      return byNumber.getOrDefault(sequence, List.of());
    }

    void add(Link link) {
      byNumber.computeIfAbsent(link.sequence(), _ -> new ArrayList<>()).add(link);
    }
  }

  Known of(Chain chain, List<Envelope> events) {
    var numbers =
        events.stream()
            .flatMapToLong(e -> LongStream.rangeClosed(e.sequence() - 1, e.sequence() + 1))
            .distinct()
            .boxed();
    var known = new Known();
    links(chain, numbers).forEach(known::add);
    return known;
  }

  private List<Link> links(Chain chain, Stream<Long> numbers) {
    return rows.list(
        """
        select leaf_index, sequence, attributes ->> 'eventhash' as hash,
          attributes ->> 'previoushash' as previous_hash
        from log_entries
        where service = ? and shard = ?
          and sequence = any (string_to_array(?, ',')::bigint[])
        order by leaf_index
        """,
        row ->
            new Link(
                row.getLong("leaf_index"),
                row.getLong("sequence"),
                Objects.toString(row.getString("hash"), ""),
                Objects.toString(row.getString("previous_hash"), "")),
        chain.service(),
        chain.shard(),
        numbers.map(String::valueOf).collect(Collectors.joining(",")));
  }
}
