package crossforce.audit.gap;

import crossforce.audit.gap.model.Frontier;
import crossforce.audit.gap.model.Gap;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Shard;
import crossforce.kit.events.Rows;
import crossforce.kit.time.MachineTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far each producer's shard has told its events; written under the log head's lock. */
@ApplicationScoped
public class Frontiers {
  private final Rows rows;
  private final MachineTime time;

  Frontiers(Rows rows, MachineTime time) {
    this.rows = rows;
    this.time = time;
  }

  /** A producer's shard: numbers run without gaps within it. */
  public record Chain(String service, int shard) {
    public static Chain of(Envelope envelope) {
      return new Chain(envelope.source().service(), envelope.source().shard().number());
    }

    @Override
    public String toString() {
      return "/%s/%02d".formatted(service, shard);
    }
  }

  /** A producer's shard as it is shown: the highest number that came, and its event's hash. */
  public record Producer(
      Chain chain, int epoch, long highest, String headHash, Instant toldAt, Instant asOf) {}

  /** A gap and whose it is. */
  public record ProducerGap(Chain chain, Gap gap) {}

  /** Notes that these events came, those of each chain in the order they came. */
  public void told(Map<Chain, List<Envelope>> chains) {
    var now = time.now();
    var heads = new LinkedHashMap<Chain, Envelope>();
    var before = frontiers(chains.keySet());
    chains.forEach((chain, events) -> {
      var known = before.getOrDefault(chain, Frontier.NOTHING_TOLD);
      var after = known;
      for (var event : events) {
        after = after.told(event.sequence(), now);
      }
      if (after.highest() > known.highest()) {
        heads.put(chain, last(events, after.highest()));
      }
      if (!after.gaps().equals(known.gaps())) {
        replaceGaps(chain, after.gaps());
      }
    });
    if (!heads.isEmpty()) {
      put(heads, now);
    }
  }

  private static Envelope last(List<Envelope> events, long number) {
    return events.stream().filter(event -> event.sequence() == number).findFirst().orElseThrow();
  }

  private Map<Chain, Frontier> frontiers(Collection<Chain> chains) {
    var gaps =
        byChain(
            rows.list(
                """
                select g.* from unnest(?, ?) as c (service, shard)
                join gaps g on g.service = c.service and g.shard = c.shard
                where g.closed_at is null order by g.first
                """,
                Frontiers::producerGap,
                services(chains),
                shards(chains)));
    return rows
        .list(
            """
            select p.service, p.shard, p.highest from unnest(?, ?) as c (service, shard)
            join producers p on p.service = c.service and p.shard = c.shard
            """,
            row -> Map.entry(chain(row), row.getLong("highest")),
            services(chains),
            shards(chains))
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    new Frontier(entry.getValue(), gaps.getOrDefault(entry.getKey(), List.of()))));
  }

  private void put(Map<Chain, Envelope> heads, Instant now) {
    var events = heads.values();
    rows.update(
        """
        insert into producers (service, shard, epoch, highest, head_hash, told_at)
        select h.*, ? from unnest(?, ?, ?, ?, ?) as h (service, shard, epoch, highest, head_hash)
        on conflict (service, shard) do update set epoch = excluded.epoch,
          highest = excluded.highest, head_hash = excluded.head_hash, told_at = excluded.told_at
        """,
        now,
        services(heads.keySet()),
        shards(heads.keySet()),
        events.stream().map(event -> (long) event.source().epoch()).toArray(Long[]::new),
        events.stream().map(Envelope::sequence).toArray(Long[]::new),
        events.stream().map(event -> event.eventHash().hex()).toArray(String[]::new));
  }

  private static String[] services(Collection<Chain> chains) {
    return chains.stream().map(Chain::service).toArray(String[]::new);
  }

  private static Long[] shards(Collection<Chain> chains) {
    return chains.stream().map(chain -> (long) chain.shard()).toArray(Long[]::new);
  }

  private void replaceGaps(Chain chain, List<Gap> gaps) {
    rows.update(
        "delete from gaps where service = ? and shard = ? and closed_at is null",
        chain.service(),
        chain.shard());
    for (var gap : gaps) {
      rows.update(
          """
          insert into gaps (service, shard, first, last, opened_at, alarmed_at, closed_at)
          values (?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz)
          """,
          chain.service(),
          chain.shard(),
          gap.first(),
          gap.last(),
          gap.openedAt(),
          text(gap.alarmedAt()),
          text(gap.closedAt()));
    }
  }

  private static Optional<String> text(Optional<Instant> instant) {
    return instant.map(Instant::toString);
  }

  /** Gaps that have outlived their grace and have raised no alarm yet. */
  List<ProducerGap> due(Duration grace) {
    return rows.list(
        """
        select * from gaps where closed_at is null and alarmed_at is null and opened_at <= ?
        order by opened_at limit 1000
        """,
        Frontiers::producerGap,
        time.now().minus(grace));
  }

  /** Raises the alarm, unless the gap has closed or changed meanwhile. */
  boolean alarm(ProducerGap gap) {
    return rows.update(
            """
            update gaps set alarmed_at = ?
            where service = ? and shard = ? and first = ? and last = ?
              and closed_at is null and alarmed_at is null
            """,
            time.now(),
            gap.chain().service(),
            gap.chain().shard(),
            gap.gap().first(),
            gap.gap().last())
        == 1;
  }

  /** How far the topics were read. */
  Map<TopicPartition, Long> positions() {
    return rows
        .list(
            "select topic, partition, next_offset from event_offsets",
            row ->
                Map.entry(
                    new TopicPartition(row.getString("topic"), row.getInt("partition")),
                    row.getLong("next_offset")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The gaps that raised an alarm, open ones first, and then the latest. */
  public List<ProducerGap> alarmed(int atMost) {
    return rows.list(
        """
        select * from gaps where alarmed_at is not null
        order by closed_at is not null, opened_at desc, service, shard, first limit ?
        """,
        Frontiers::producerGap,
        atMost);
  }

  /** Open gaps, those within their grace too. */
  public Map<Chain, List<Gap>> open() {
    return byChain(
        rows.list(
            "select * from gaps where closed_at is null order by service, shard, first",
            Frontiers::producerGap));
  }

  private static Map<Chain, List<Gap>> byChain(List<ProducerGap> gaps) {
    return gaps.stream()
        .collect(
            Collectors.groupingBy(
                ProducerGap::chain, Collectors.mapping(ProducerGap::gap, Collectors.toList())));
  }

  public List<Producer> all() {
    var now = time.now();
    return rows.list(
        "select * from producers order by service, shard",
        row ->
            new Producer(
                chain(row),
                row.getInt("epoch"),
                row.getLong("highest"),
                row.getString("head_hash"),
                Rows.instant(row, "told_at"),
                now));
  }

  long countOpenAlarms() {
    return rows.first(
            "select count(*) from gaps where closed_at is null and alarmed_at is not null",
            row -> row.getLong(1))
        .orElse(0L);
  }

  private static ProducerGap producerGap(ResultSet row) throws SQLException {
    return new ProducerGap(chain(row), gap(row));
  }

  private static Chain chain(ResultSet row) throws SQLException {
    return new Chain(row.getString("service"), new Shard(row.getInt("shard")).number());
  }

  private static Gap gap(ResultSet row) throws SQLException {
    return new Gap(
        row.getLong("first"),
        row.getLong("last"),
        Rows.instant(row, "opened_at"),
        instant(row.getTimestamp("alarmed_at")),
        instant(row.getTimestamp("closed_at")));
  }

  private static Optional<Instant> instant(@Nullable Timestamp timestamp) {
    return Optional.ofNullable(timestamp).map(Timestamp::toInstant);
  }
}
