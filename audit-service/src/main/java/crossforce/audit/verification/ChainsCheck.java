package crossforce.audit.verification;

import crossforce.audit.verification.Finding.Kind;
import crossforce.audit.verification.Snapshot.Frontier;
import crossforce.audit.verification.Snapshot.OpenGap;
import crossforce.contract.Topics;
import crossforce.contract.wire.Envelope.Hash;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Walks each producer's history by its numbers: none missing, none twice, each linked. */
@ApplicationScoped
class ChainsCheck {
  private static final int PAGE = 2_000;
  private static final int MOST_NAMED = 200;

  private final Rows rows;

  ChainsCheck(Rows rows) {
    this.rows = rows;
  }

  /** A producer's number. */
  record Number(String service, int shard, long sequence) {}

  private record Link(
      long leafIndex, long sequence, String id, String source, String hash, String previous) {
    Map<String, String> attributes() {
      return Map.of("id", id, "source", source, "sequence", Long.toString(sequence));
    }
  }

  /**
   * @param named numbers that are found missing already
   */
  void run(Snapshot snapshot, Set<Number> named, Findings findings) {
    var gaps =
        snapshot.gaps().stream()
            .collect(Collectors.groupingBy(gap -> gap.service() + "/" + gap.shard()));
    for (var frontier : snapshot.producers()) {
      var open = gaps.getOrDefault(frontier.service() + "/" + frontier.shard(), List.of());
      new Walk(frontier, open, named, findings).run(snapshot);
    }
    unknownProducers(snapshot, findings);
  }

  private final class Walk {
    private final Frontier frontier;
    private final List<OpenGap> open;
    private final Set<Number> named;
    private final Findings findings;
    private long number;
    private Set<String> hashes = new HashSet<>(Set.of(Hash.ZERO.hex()));
    private Set<String> hashesBefore = Set.of();

    Walk(Frontier frontier, List<OpenGap> open, Set<Number> named, Findings findings) {
      this.frontier = frontier;
      this.open = open;
      this.named = named;
      this.findings = findings;
    }

    void run(Snapshot snapshot) {
      var afterLeaf = -1L;
      while (true) {
        var page = page(frontier, snapshot, number, afterLeaf);
        page.forEach(this::step);
        if (page.size() < PAGE) {
          break;
        }
        afterLeaf = page.getLast().leafIndex();
      }
      missing(number + 1, frontier.highest());
      if (number > frontier.highest()) {
        findings.add(
            Finding.ofNumber(
                Kind.FRONTIER_ALTERED,
                frontier.source(),
                frontier.highest(),
                "The producer told up to %d.".formatted(number)));
      } else if (number == frontier.highest() && !hashes.contains(frontier.headHash())) {
        findings.add(
            Finding.ofNumber(
                Kind.FRONTIER_ALTERED,
                frontier.source(),
                frontier.highest(),
                "The hash noted for the producer's latest event is not that event's."));
      }
    }

    private void step(Link link) {
      if (link.sequence() == number) {
        findings.add(
            Finding.ofLeaf(
                    Kind.NUMBER_TOLD_TWICE,
                    link.leafIndex(),
                    "The producer told this number twice, with other content.")
                .about(link.attributes()));
        checkLink(link, hashesBefore);
        hashes.add(link.hash());
        return;
      }
      missing(number + 1, link.sequence() - 1);
      var known = link.sequence() == number + 1;
      hashesBefore = known ? hashes : Set.of();
      hashes = new HashSet<>(Set.of(link.hash()));
      number = link.sequence();
      checkLink(link, hashesBefore);
    }

    private void checkLink(Link link, Set<String> before) {
      if (!before.isEmpty() && !before.contains(link.previous())) {
        findings.add(
            Finding.ofLeaf(
                    Kind.LINK_BROKEN,
                    link.leafIndex(),
                    "The hash it names is not that of number %d.".formatted(link.sequence() - 1))
                .about(link.attributes()));
      }
    }

    /** What has not come yet, and may still come, is no finding. */
    private void missing(long first, long last) {
      var from = first;
      for (var gap : open) {
        if (gap.last() >= from && gap.first() <= last) {
          gone(from, gap.first() - 1);
          if (gap.alarmed()) {
            name(Math.max(from, gap.first()), Math.min(gap.last(), last), "It was never told.");
          }
          from = gap.last() + 1;
        }
      }
      gone(from, last);
    }

    private void gone(long first, long last) {
      name(first, last, "It was logged once, and is gone.");
    }

    private void name(long first, long last, String why) {
      for (var n = first; n <= last; n++) {
        if (n == first + MOST_NAMED) {
          findings.add(
              Finding.ofNumber(
                  Kind.NUMBER_MISSING, frontier.source(), n, why + " So are all up to " + last));
          return;
        }
        if (!named.contains(new Number(frontier.service(), frontier.shard(), n))) {
          findings.add(Finding.ofNumber(Kind.NUMBER_MISSING, frontier.source(), n, why));
        }
      }
    }
  }

  private List<Link> page(Frontier frontier, Snapshot snapshot, long number, long afterLeaf) {
    return rows.list(
        """
        select leaf_index, sequence, attributes ->> 'id', attributes ->> 'source',
          attributes ->> 'eventhash', attributes ->> 'previoushash'
        from log_entries
        where service = ? and shard = ? and leaf_index < ? and (sequence, leaf_index) > (?, ?)
        order by sequence, leaf_index limit ?
        """,
        row ->
            new Link(
                row.getLong(1),
                row.getLong(2),
                Objects.toString(row.getString(3), ""),
                Objects.toString(row.getString(4), ""),
                Objects.toString(row.getString(5), ""),
                Objects.toString(row.getString(6), "")),
        frontier.service(),
        frontier.shard(),
        Math.max(snapshot.size(), snapshot.tiled()),
        number,
        afterLeaf,
        PAGE);
  }

  /** Rows of a shard whose frontier is gone would not be walked at all. */
  private void unknownProducers(Snapshot snapshot, Findings findings) {
    var known = snapshot.producers().stream().map(Frontier::source).collect(Collectors.toSet());
    var services = Topics.all().stream().map(Topic::producer).distinct().toList();
    for (var service : services) {
      for (var shard = 0; shard < Shard.COUNT; shard++) {
        var source = "/%s/%02d".formatted(service, shard);
        if (!known.contains(source) && hasTold(service, shard, snapshot)) {
          findings.add(
              Finding.ofLog(
                  Kind.FRONTIER_ALTERED,
                  "It is not known how far " + source + " has told its events."));
        }
      }
    }
  }

  private boolean hasTold(String service, int shard, Snapshot snapshot) {
    return rows.first(
            """
            select leaf_index from log_entries
            where service = ? and shard = ? and leaf_index < ? limit 1
            """,
            row -> row.getLong(1),
            service,
            shard,
            snapshot.size())
        .isPresent();
  }
}
