package crossforce.kit.outbox;

import static java.util.Comparator.comparing;

import crossforce.contract.wire.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What this process has committed and its relay has not looked at; what is too much is dropped. */
final class JustTold {
  // While Kafka is away these stay in memory, and one may be of a quarter of a megabyte.
  private static final int MOST = 200;

  private final BlockingQueue<Row> queue = new LinkedBlockingQueue<>(MOST);

  void add(List<Row> rows) {
    rows.forEach(queue::offer);
  }

  void clear() {
    queue.clear();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Takes what lies after these positions out, in order, and forgets what does not. */
  List<Row> after(Map<Shard, Long> positions, int most) {
    var news = new ArrayList<Row>();
    queue.drainTo(news, most);
    news.removeIf(row -> !(positions.get(row.shard()) instanceof Long p && row.sequence() > p));
    news.sort(comparing(Row::shard).thenComparing(Row::sequence));
    return news;
  }

  /**
   * Of these rows, those that follow what was sent last by number and hash. The others follow
   * something told elsewhere, or by a thread that has not come here yet.
   */
  static List<Row> chained(
      List<Row> rows, Map<Shard, Long> positions, Map<Shard, String> lastHashes) {
    var sequences = new TreeMap<>(positions);
    var hashes = new TreeMap<>(lastHashes);
    var run = new ArrayList<Row>();
    for (var row : rows) {
      if (row.attribute("previoushash").equals(hashes.get(row.shard()))
          && sequences.replace(row.shard(), row.sequence() - 1, row.sequence())) {
        hashes.put(row.shard(), row.attribute("eventhash"));
        run.add(row);
      }
    }
    return run;
  }
}
