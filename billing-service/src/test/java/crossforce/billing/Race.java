package crossforce.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets all begin at once, and tells how each of them fared. */
public final class Race {
  private Race() {}

  public static <T> List<T> of(List<Callable<T>> racers) {
    var barrier = new CyclicBarrier(racers.size());
    try (var threads = Executors.newFixedThreadPool(racers.size())) {
      var started = new ArrayList<Future<T>>();
      for (var racer : racers) {
        started.add(
            threads.submit(() -> {
              barrier.await();
              return racer.call();
            }));
      }
      var outcomes = new ArrayList<T>();
      for (var racer : started) {
        outcomes.add(racer.get());
      }
      return outcomes;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
