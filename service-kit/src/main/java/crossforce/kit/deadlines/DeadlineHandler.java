package crossforce.kit.deadlines;

import java.time.Instant;

/**
 * What is due when a deadline of its kind passes: a CDI bean. Judged at the due time on the present
 * state.
 */
public interface DeadlineHandler {
  String kind();

  void due(String subject, Instant dueAt);
}
