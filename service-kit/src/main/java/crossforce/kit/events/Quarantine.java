package crossforce.kit.events;

import crossforce.contract.wire.WireJson;
import crossforce.kit.outbox.EnvelopeHeaders;
import crossforce.kit.time.MachineTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps records that are no event of their topic, as they came, so that the rest can go on. */
@ApplicationScoped
class Quarantine {
  private static final Logger LOG = Logger.getLogger(Quarantine.class);
  private static final int LONGEST_REASON = 500;
  private static final String ROW_COLUMNS =
      """
      select topic, partition, log_offset, coalesce(length(value), 0) as bytes, why, quarantined_at
      from quarantine
      """;

  private final Rows rows;
  private final MachineTime time;

  Quarantine(Rows rows, MachineTime time) {
    this.rows = rows;
    this.time = time;
  }

  /** Where a record lies. */
  record Place(TopicPartition at, long offset) {}

  /** A quarantined record as operators see it: its place and size, never its content. */
  record Row(
      String topic, int partition, long offset, long bytes, String why, Instant quarantinedAt) {}

  void add(ConsumerRecord<byte[], byte[]> record, String why) {
    LOG.warnf(
        "quarantined topic=%s partition=%d offset=%d why=%s",
        record.topic(), record.partition(), record.offset(), why);
    rows.update(
        """
        insert into quarantine (topic, partition, log_offset, record_key, headers, value, why,
          quarantined_at)
        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
        """,
        record.topic(),
        record.partition(),
        record.offset(),
        Optional.ofNullable(record.key()),
        headers(record),
        Optional.ofNullable(record.value()),
        printable(why),
        time.now());
  }

  /** For an event whose data turned out unreadable after it was parked behind a sibling. */
  void add(Delivery delivery, String why) {
    var place =
        new Place(new TopicPartition(delivery.topic(), delivery.partition()), delivery.offset());
    var key = delivery.key().getBytes(StandardCharsets.UTF_8);
    add(record(place, key, delivery.data(), EnvelopeHeaders.of(delivery.envelope())), why);
  }

  /** Locks the record for one that reads it again; as it came. */
  Optional<ConsumerRecord<byte[], byte[]>> lock(Place place) {
    return rows.first(
        """
        select record_key, value, headers from quarantine
        where topic = ? and partition = ? and log_offset = ? for update
        """,
        row ->
            record(
                place,
                row.getBytes("record_key"),
                row.getBytes("value"),
                headers(row.getBytes("headers"))),
        place.at().topic(),
        place.at().partition(),
        place.offset());
  }

  /** False when it is not here. */
  boolean remove(Place place) {
    return rows.update(
            "delete from quarantine where topic = ? and partition = ? and log_offset = ?",
            place.at().topic(),
            place.at().partition(),
            place.offset())
        > 0;
  }

  /** Takes it away, and its copies: a relay that repeats a run puts the same record there twice. */
  void removeWithCopies(Place place) {
    rows.update(
        """
        delete from quarantine q using quarantine m
        where m.topic = ? and m.partition = ? and m.log_offset = ?
          and q.topic = m.topic and q.partition = m.partition
          and q.headers = m.headers and q.value is not distinct from m.value
        """,
        place.at().topic(),
        place.at().partition(),
        place.offset());
  }

  /** Notes why it cannot be read now, which may be another reason than before. */
  void stays(Place place, String why) {
    rows.update(
        "update quarantine set why = ? where topic = ? and partition = ? and log_offset = ?",
        printable(why),
        place.at().topic(),
        place.at().partition(),
        place.offset());
  }

  Optional<Row> find(Place place) {
    return rows.first(
        ROW_COLUMNS + " where topic = ? and partition = ? and log_offset = ?",
        Quarantine::row,
        place.at().topic(),
        place.at().partition(),
        place.offset());
  }

  List<Row> list(String topic, int partition, long offset, int atMost) {
    return rows.list(
        ROW_COLUMNS
            + """
            where (topic, partition, log_offset) > (?, ?, ?)
            order by topic, partition, log_offset limit ?
            """,
        Quarantine::row,
        topic,
        partition,
        offset,
        atMost);
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("topic"),
        row.getInt("partition"),
        row.getLong("log_offset"),
        row.getLong("bytes"),
        row.getString("why"),
        Rows.instant(row, "quarantined_at"));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      Place place, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    return new ConsumerRecord<>(
        place.at().topic(),
        place.at().partition(),
        place.offset(),
        ConsumerRecord.NO_TIMESTAMP,
        TimestampType.NO_TIMESTAMP_TYPE,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        key,
        value,
        headers,
        Optional.empty());
  }

  /** As JSON: a list of name and value, the value's bytes in ISO 8859-1 so that none is lost. */
  private static byte[] headers(ConsumerRecord<byte[], byte[]> record) {
    var all = new ArrayList<List<String>>();
    for (var header : record.headers()) {
      var value = header.value() == null ? new byte[0] : header.value();
      all.add(List.of(header.key(), new String(value, StandardCharsets.ISO_8859_1)));
    }
    return WireJson.bytes(all);
  }

  /** What {@link #headers(ConsumerRecord)} wrote. */
  private static Headers headers(byte[] json) {
    var headers = new RecordHeaders();
    for (var header : WireJson.read(json, String[][].class)) {
      headers.add(header[0], header[1].getBytes(StandardCharsets.ISO_8859_1));
    }
    return headers;
  }

  private static String printable(String why) {
    var text = why.replaceAll("\\p{Cntrl}", "?");
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
  }
}
