package crossforce.broker.request;

import crossforce.broker.request.model.Request;
import crossforce.kit.test.StateSamples;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StateSamplesTest {
  @Test
  void every_state_that_was_ever_stored_is_read_for_ever() {
    StateSamples.of(RequestRow.JSON, Request.class).areAllRead("/states/request.1.txt");
  }
}
