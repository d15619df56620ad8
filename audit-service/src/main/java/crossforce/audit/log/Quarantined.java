package crossforce.audit.log;

import crossforce.audit.log.Arrival.Place;
import crossforce.kit.events.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The bytes that could not be read, as they are kept. */
@ApplicationScoped
public class Quarantined {
  private final Rows rows;

  Quarantined(Rows rows) {
    this.rows = rows;
  }

  /** The leaf that these bytes give now; nothing when they are gone. */
  public byte[] leaf(Place place) {
    return rows.first(
            """
            select record_key, headers, value from quarantine
            where topic = ? and partition = ? and log_offset = ?
            """,
            row ->
                Arrival.unreadableLeaf(
                    place,
                    orNothing(row.getBytes(1)),
                    orNothing(row.getBytes(2)),
                    orNothing(row.getBytes(3))),
            place.topic(),
            place.partition(),
            place.offset())
        .orElseGet(() -> new byte[0]);
  }

  private static byte[] orNothing(byte @Nullable [] bytes) {
    return bytes == null ? new byte[0] : bytes;
  }
}
