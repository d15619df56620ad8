package crossforce.kit.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far this service has read each partition, as its own database knows it. */
@ApplicationScoped
class Positions {
  private final Rows rows;

  Positions(Rows rows) {
    this.rows = rows;
  }

  /** A stored position. */
  record Position(TopicPartition at, long next, String topicId, Optional<Integer> leaderEpoch) {}

  Map<TopicPartition, Position> all() {
    return rows
        .list(
            "select topic, partition, next_offset, topic_id, leader_epoch from event_offsets",
            Positions::position)
        .stream()
        .collect(Collectors.toMap(Position::at, position -> position));
  }

  void begin(TopicPartition at, long offset, String topicId) {
    rows.update(
        """
        insert into event_offsets (topic, partition, next_offset, topic_id)
        values (?, ?, ?, ?) on conflict do nothing
        """,
        at.topic(),
        at.partition(),
        offset,
        topicId);
  }

  /**
   * A step forward on one partition.
   *
   * @param held the position held before the poll
   * @param sequence the highest sequence among the events passed, 0 when there is none
   */
  record Move(
      TopicPartition at, long held, long next, Optional<Integer> leaderEpoch, long sequence) {}

  /**
   * What the advance found, in the one statement that every event needs anyway.
   *
   * @param lastSequence the last sequence before
   * @param parked whether any key of the topic is parked, as seen with the position locked: nobody
   *     parks keys of the partition without it, so none can come before this transaction ends
   * @param waiting whether any key waits for something to be told; the watch makes good what is
   *     missed by a key parked just now
   */
  record Advanced(long lastSequence, boolean parked, boolean waiting) {}

  /**
   * Locks the positions, compares each with the one held, and advances those that are still there:
   * what is missing in the answer was moved by another owner.
   *
   * @param patience how long this transaction waits for a lock from here on, if it is told
   */
  Map<TopicPartition, Advanced> advance(List<Move> moves, Optional<Duration> patience) {
    var advanced = new HashMap<TopicPartition, Advanced>();
    rows.list(
            """
            update event_offsets o
            set next_offset = n.next_offset, leader_epoch = coalesce(n.leader_epoch::int, o.leader_epoch),
              last_sequence = greatest(o.last_sequence, n.last_sequence)
            from unnest(?, ?, ?, ?, ?, ?)
              as n (topic, partition, held, next_offset, leader_epoch, last_sequence)
            where o.topic = n.topic and o.partition = n.partition and o.next_offset = n.held
            returning o.topic, o.partition, old.last_sequence,
              any_parked(o.topic),
              exists (select from parked_keys p where p.waits_for is not null),
              set_config('lock_timeout', coalesce(nullif(?, ''), current_setting('lock_timeout')), true)
            """,
            row ->
                Map.entry(
                    new TopicPartition(row.getString(1), row.getInt(2)),
                    new Advanced(row.getLong(3), row.getBoolean(4), row.getBoolean(5))),
            texts(moves, move -> move.at().topic()),
            numbers(moves, move -> (long) move.at().partition()),
            numbers(moves, Move::held),
            numbers(moves, Move::next),
            numbers(moves, move -> move.leaderEpoch().map(Integer::longValue).orElse(null)),
            numbers(moves, Move::sequence),
            patience.map(longest -> longest.toMillis() + "ms").orElse(""))
        .forEach(entry -> advanced.put(entry.getKey(), entry.getValue()));
    return advanced;
  }

  private static String[] texts(List<Move> moves, Function<Move, String> of) {
    return moves.stream().map(of).toArray(String[]::new);
  }

  private static Long[] numbers(List<Move> moves, Function<Move, @Nullable Long> of) {
    return moves.stream().map(of).toArray(Long[]::new);
  }

  /**
   * Locks the position as the loop does for each event, so that nobody else parks keys of the
   * partition, and notes that the event of this sequence was passed.
   */
  void pass(TopicPartition at, long sequence) {
    rows.update(
        """
        update event_offsets set last_sequence = greatest(last_sequence, ?)
        where topic = ? and partition = ?
        """,
        sequence,
        at.topic(),
        at.partition());
  }

  private static Position position(ResultSet row) throws SQLException {
    return new Position(
        new TopicPartition(row.getString("topic"), row.getInt("partition")),
        row.getLong("next_offset"),
        row.getString("topic_id"),
        Optional.ofNullable(row.getObject("leader_epoch", Integer.class)));
  }
}
