package crossforce.audit.log;

import crossforce.audit.log.model.CompactRange;
import crossforce.contract.wire.Envelope.Hash;

/** How many leaves the log has, and the subtree roots that its root follows from. */
@SuppressWarnings("ArrayRecordComponent") // Bytes as stored; never compared as a record.
public record LogHead(long size, byte[] subtreeRoots) {
  public CompactRange range() {
    return CompactRange.of(size, subtreeRoots);
  }

  public Hash root() {
    return Hash.of(range().root());
  }
}
