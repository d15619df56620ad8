package crossforce.kit.outbox;

import crossforce.contract.wire.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Lets the transactions of this process take turns at a shard, and hands each the head that the one
 * before it left, so that they neither queue in the database nor ask it. This saves work only: what
 * is remembered is compared by the database, which also guards against other processes.
 */
final class Turns {
  // Longer than a commit takes; whoever waits longer is guarded by the database as well.
  private static final long PATIENCE_MILLIS = 2_000;

  private final List<Semaphore> free = new ArrayList<>();
  private final AtomicReferenceArray<Head> left = new AtomicReferenceArray<>(Shard.COUNT);

  Turns() {
    for (var number = 0; number < Shard.COUNT; number++) {
      free.add(new Semaphore(1));
    }
  }

  /** The shards at which a transaction has its turn, until it ends. */
  final class Turn {
    private final List<Shard> taken = new ArrayList<>();

    /** What the turn before left, if this one has taken its turn and it is known. */
    Optional<Head> left(Shard shard) {
      return taken.contains(shard)
          ? Optional.ofNullable(left.get(shard.number()))
          : Optional.empty();
    }

    /** Ends it; nothing is known of the heads of a transaction that did not commit. */
    void end(List<Head> heads) {
      taken.forEach(shard -> left.set(shard.number(), null));
      heads.stream()
          .filter(head -> taken.contains(head.shard()))
          .forEach(head -> left.set(head.shard().number(), head));
      taken.forEach(shard -> free.get(shard.number()).release());
      taken.clear();
    }
  }

  /**
   * Waits for these shards, which are in order, since two that waited in different orders would
   * wait for ever.
   */
  Turn take(List<Shard> shards) {
    var turn = new Turn();
    try {
      for (var shard : shards) {
        if (free.get(shard.number()).tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
          turn.taken.add(shard);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return turn;
  }
}
