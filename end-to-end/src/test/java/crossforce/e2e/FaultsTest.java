package crossforce.e2e;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** One round of what {@code make faults} does; the counts are its assertions. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FaultsTest {
  @Test
  void nothing_is_lost_and_nothing_done_twice_whatever_breaks() {
    new FaultRound(TestPlatform.platform(), 20261121).run();
  }
}
