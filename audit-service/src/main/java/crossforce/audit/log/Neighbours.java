package crossforce.audit.log;

import crossforce.audit.gap.Frontiers.Chain;
import crossforce.contract.wire.Envelope;
import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

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

  /** The links of each chain at the numbers of these events, one before and one after. */
  Map<Chain, Known> of(Map<Chain, List<Envelope>> chains) {
    var known = new LinkedHashMap<Chain, Known>();
    var places = new ArrayList<Place>();
    chains.forEach((chain, events) -> {
      known.put(chain, new Known());
      events.stream()
          .flatMapToLong(e -> LongStream.rangeClosed(e.sequence() - 1, e.sequence() + 1))
          .distinct()
          .forEach(sequence -> places.add(new Place(chain, sequence)));
    });
    links(places)
        .forEach(found -> known.computeIfAbsent(found.chain, _ -> new Known()).add(found.link));
    return known;
  }

  private record Place(Chain chain, long sequence) {}

  private record Found(Chain chain, Link link) {}

  private List<Found> links(List<Place> places) {
    return rows.list(
        """
        select e.service, e.shard, e.leaf_index, e.sequence, e.attributes ->> 'eventhash' as hash,
          e.attributes ->> 'previoushash' as previous_hash
        from unnest(?, ?, ?) as n (service, shard, sequence)
        join log_entries e
          on e.service = n.service and e.shard = n.shard and e.sequence = n.sequence
        order by e.leaf_index
        """,
        row ->
            new Found(
                new Chain(row.getString("service"), row.getInt("shard")),
                new Link(
                    row.getLong("leaf_index"),
                    row.getLong("sequence"),
                    Objects.toString(row.getString("hash"), ""),
                    Objects.toString(row.getString("previous_hash"), ""))),
        places.stream().map(place -> place.chain.service()).toArray(String[]::new),
        places.stream().map(place -> (long) place.chain.shard()).toArray(Long[]::new),
        places.stream().map(Place::sequence).toArray(Long[]::new));
  }
}
