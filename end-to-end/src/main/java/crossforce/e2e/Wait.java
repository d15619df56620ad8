package crossforce.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what a service owes, and names the service when it does not come. */
public final class Wait {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Wait() {}

  /** What a look finds wrong once nothing is wrong any more, or patience ends. */
  public static <T> List<T> settled(Supplier<List<T>> wrongs, Duration patience) {
    var end = System.nanoTime() + patience.toNanos();
    var found = wrongs.get();
    while (!found.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      found = wrongs.get();
    }
    return found;
  }

  public static <T> T until(Api owing, String what, Duration patience, Supplier<Optional<T>> look) {
    var end = System.nanoTime() + patience.toNanos();
    while (true) {
      var found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > end) {
        throw new Mismatch(
            owing.service(),
            "after "
                + patience.toSeconds()
                + " s it still does not hold that it "
                + what
                + owing.trouble().map(trouble -> " (" + trouble + ")").orElse(""));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
