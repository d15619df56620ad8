package crossforce.kit.events;

import crossforce.contract.wire.WireJson;
import crossforce.kit.outbox.EnvelopeHeaders;
import crossforce.kit.time.MachineTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jboss.logging.Logger;

/** Keeps records that are no event of their topic, as they came, so that the rest can go on. */
@ApplicationScoped
class Quarantine {
  private static final Logger LOG = Logger.getLogger(Quarantine.class);
  private static final int LONGEST_REASON = 500;

  private final Rows rows;
  private final MachineTime time;

  Quarantine(Rows rows, MachineTime time) {
    this.rows = rows;
    this.time = time;
  }

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
    add(
        new ConsumerRecord<>(
            delivery.topic(),
            delivery.partition(),
            delivery.offset(),
            ConsumerRecord.NO_TIMESTAMP,
            TimestampType.NO_TIMESTAMP_TYPE,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            delivery.key().getBytes(StandardCharsets.UTF_8),
            delivery.data(),
            EnvelopeHeaders.of(delivery.envelope()),
            Optional.empty()),
        why);
  }

  List<Row> list(String topic, int partition, long offset, int atMost) {
    return rows.list(
        """
        select topic, partition, log_offset, coalesce(length(value), 0) as bytes, why, quarantined_at
        from quarantine where (topic, partition, log_offset) > (?, ?, ?)
        order by topic, partition, log_offset limit ?
        """,
        row ->
            new Row(
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("log_offset"),
                row.getLong("bytes"),
                row.getString("why"),
                Rows.instant(row, "quarantined_at")),
        topic,
        partition,
        offset,
        atMost);
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

  private static String printable(String why) {
    var text = why.replaceAll("\\p{Cntrl}", "?");
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
  }
}
