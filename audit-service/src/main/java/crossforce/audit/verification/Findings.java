package crossforce.audit.verification;

import java.util.ArrayList;
import java.util.List;

/** What a verification has found: all counted, as many kept as anybody can read. */
final class Findings {
  static final int MOST = 1_000;

  private final List<Finding> kept = new ArrayList<>();
  private long count;

  void add(Finding finding) {
    count++;
    if (kept.size() < MOST) {
      kept.add(finding);
    }
  }

  List<Finding> kept() {
    return List.copyOf(kept);
  }

  long count() {
    return count;
  }
}
