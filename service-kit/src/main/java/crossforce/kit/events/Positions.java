package crossforce.kit.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

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
   * What the advance found, in the one statement that every event needs anyway.
   *
   * @param lastSequence the last sequence before
   * @param parked whether any key of the topic is parked: only the owner of a partition parks its
   *     keys, so none can come before this transaction ends
   * @param waiting whether any key waits for something to be told; the watch makes good what is
   *     missed by a key parked just now
   */
  record Advanced(long lastSequence, boolean parked, boolean waiting) {}

  /**
   * Locks the position, compares it with the one held before the poll, and advances it.
   *
   * @param sequence the highest sequence among the events passed, 0 when there is none
   * @return empty when the position is another one than that held, which means that another owner
   *     has moved it
   */
  Optional<Advanced> advance(
      TopicPartition at, long held, long next, Optional<Integer> leaderEpoch, long sequence) {
    return rows.first(
        """
        update event_offsets
        set next_offset = ?, leader_epoch = coalesce(?, leader_epoch),
          last_sequence = greatest(last_sequence, ?)
        where topic = ? and partition = ? and next_offset = ?
        returning old.last_sequence,
          exists (select from parked_keys p where p.topic = event_offsets.topic),
          exists (select from parked_keys p where p.waits_for is not null)
        """,
        row -> new Advanced(row.getLong(1), row.getBoolean(2), row.getBoolean(3)),
        next,
        leaderEpoch,
        sequence,
        at.topic(),
        at.partition(),
        held);
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
