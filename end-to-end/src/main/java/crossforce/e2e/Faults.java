package crossforce.e2e;

import java.time.Duration;

/**
 * Breaks the platform in every way it must stand, under load, and counts afterwards. Rounds and
 * seed are arguments; the same seed breaks the same things in the same order.
 */
public final class Faults {
  private Faults() {}

  private static final double LIMIT_SECONDS = 300;

  public static void main(String[] arguments) {
    var rounds =
        arguments.length > 0 && !arguments[0].isBlank() ? Integer.parseInt(arguments[0]) : 1;
    var seed = arguments.length > 1 && !arguments[1].isBlank() ? Long.parseLong(arguments[1]) : 1;
    var failed = false;
    for (var round = 0; round < rounds && !failed; round++) {
      failed = !stands(seed + round);
    }
    System.exit(failed ? 1 : 0); // Clients leave threads behind.
  }

  /** On a platform of its own, so that no round pays for the history of those before. */
  private static boolean stands(long seed) {
    try (var own = OwnPlatform.anewIn("faults")) {
      var platform = own.up();
      var started = System.nanoTime();
      new FaultRound(platform, seed).run();
      var seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
      Figures.figure(
          "faults-round-" + seed, seconds, "s", seconds / LIMIT_SECONDS, "5 minutes a round");
      return true;
    } catch (Mismatch e) {
      System.out.println("MISMATCH  " + e.getMessage());
      return false;
    } catch (RuntimeException e) {
      e.printStackTrace();
      return false;
    }
  }
}
