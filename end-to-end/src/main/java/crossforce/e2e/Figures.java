package crossforce.e2e;

import java.util.Locale;

/** Prints measured figures in one form, for people and for comparison. */
final class Figures {
  private Figures() {}

  static void figure(String name, double value, String unit) {
    System.out.printf(Locale.ROOT, "figure: %s %.2f %s%n", name, value, unit);
  }

  /** Says whether it is within its limit; what could not be measured is not. */
  static boolean figure(String name, double value, String unit, double ratio, String of) {
    System.out.printf(
        Locale.ROOT, "figure: %s %.2f %s ratio %.2f of %s%n", name, value, unit, ratio, of);
    return ratio <= 1;
  }

  /** The value that this share of the sorted values does not exceed. */
  static double percentile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted[Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
