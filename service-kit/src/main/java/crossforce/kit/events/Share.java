package crossforce.kit.events;

import crossforce.kit.events.DeliveryStep.Part;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition that this consumer owns. Placing ──seek──▶ Running ──trouble──▶ Waiting ──▶ Running ·
 * Running ──fenced──▶ Placing · any ──alarm──▶ Stopped.
 */
final class Share {
  private final TopicPartition partition;
  private final Backoff backoff = new Backoff();
  private volatile State state = new State.Placing(Long.MIN_VALUE);
  private long held;
  private List<Received> putOff = List.of();
  private boolean isPuttingOff;
  private long putOffAt;

  Share(TopicPartition partition) {
    this.partition = partition;
  }

  /** What the partition is doing; times are milliseconds of the machine. */
  sealed interface State {
    /** Its position is still to be read from the database. */
    record Placing(long notBefore) implements State {}

    /** Its records are taken. */
    record Running() implements State {}

    /** Trouble: not before then. */
    record Waiting(long notBefore) implements State {}

    /** It needs an operator. */
    record Stopped(String why) implements State {}
  }

  TopicPartition partition() {
    return partition;
  }

  State state() {
    return state;
  }

  boolean isRunning() {
    return state instanceof State.Running;
  }

  /** The position held: that of the next record. */
  long held() {
    return held;
  }

  void placedAt(long offset) {
    held = offset;
    putOff = List.of();
    isPuttingOff = false;
    backoff.calm();
    state = new State.Running();
  }

  /** What was taken is behind us. */
  void passed(Part part) {
    held = part.records().getLast().offset() + 1;
    isPuttingOff = false;
    backoff.calm();
  }

  void resume() {
    state = new State.Running();
  }

  void await(long now) {
    state = new State.Waiting(now + backoff.nextMillis());
  }

  void placeLater(long now) {
    state = new State.Placing(now + backoff.nextMillis());
  }

  void stop(String why) {
    state = new State.Stopped(why);
  }

  /**
   * Notes records that are to be taken together with later ones; the position stays behind them.
   * Put off again with others, they have waited since the first time.
   */
  void putOff(List<Received> records, long now) {
    if (!isPuttingOff) {
      isPuttingOff = true;
      putOffAt = now;
    }
    putOff = List.copyOf(records);
  }

  boolean hasPutOffBefore(long instant) {
    return isPuttingOff && putOffAt <= instant;
  }

  /** What was put off, which is forgotten here: it is taken now, or read again. */
  List<Received> takePutOff() {
    var records = putOff;
    putOff = List.of();
    return records;
  }
}
