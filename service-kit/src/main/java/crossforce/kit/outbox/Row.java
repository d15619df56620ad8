package crossforce.kit.outbox;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.WireJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A sealed event as it lies in the outbox. */
record Row(
    Shard shard,
    long sequence,
    String topic,
    String subject,
    Map<String, String> attributes,
    byte[] data) {
  static final String COLUMNS = "o.shard, o.sequence, o.topic, o.subject, o.attributes, o.data";

  static Row of(ResultSet row) throws SQLException {
    var attributes = new HashMap<String, String>();
    WireJson.read(row.getBytes("attributes"), Map.class)
        .forEach((name, value) -> attributes.put((String) name, (String) value));
    return new Row(
        new Shard(row.getInt("shard")),
        row.getLong("sequence"),
        row.getString("topic"),
        row.getString("subject"),
        attributes,
        row.getBytes("data"));
  }

  String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }

  Envelope envelope() {
    return Envelope.parse(attributes);
  }
}
