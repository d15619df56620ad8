package crossforce.audit.verification;

import crossforce.audit.verification.Finding.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a verification has found: all counted, and of each kind as many kept as anybody reads. */
final class Findings {
  static final int MOST_OF_A_KIND = 100;

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final List<Finding> kept = new ArrayList<>();

  void add(Finding finding) {
    if (counts.merge(finding.kind(), 1L, Long::sum) <= MOST_OF_A_KIND) {
      kept.add(finding);
    }
  }

  List<Finding> kept() {
    return List.copyOf(kept);
  }

  long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
