package crossforce.kit.outbox;

import crossforce.contract.wire.Envelope.Hash;
import java.util.Map;
import java.util.Set;

/**
 * The end of a shard's history as Kafka knows it, over all topics of the service.
 *
 * @param byTopic the newest number on each topic; 0 where there is none
 * @param hashes of the events looked at, and of those before them
 * @param oldest the oldest number looked at on the topic that was looked at least far back; 0 when
 *     every topic was read from its beginning, and the largest number there is when nothing of ours
 *     was found on one that was not
 */
record Newest(
    long sequence, int epoch, Hash hash, Map<String, Long> byTopic, Set<Hash> hashes, long oldest) {
  Newest {
    byTopic = Map.copyOf(byTopic);
    hashes = Set.copyOf(hashes);
  }

  /** Whether nothing that lies further back can matter to a relay that has come to there. */
  boolean reaches(long position) {
    return oldest == 0 || (oldest < Long.MAX_VALUE && sequence >= position);
  }
}
