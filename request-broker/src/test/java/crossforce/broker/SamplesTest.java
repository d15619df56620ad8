package crossforce.broker;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.samples.Samples;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Event;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.events.Reaction;
import crossforce.kit.events.TooEarlyException;
import crossforce.kit.test.RealParts;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs = @ResourceArg(name = "user", value = "broker"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class SamplesTest {
  @Inject @Any Instance<Reaction<?>> reactions;

  @Test
  void every_event_that_was_ever_told_is_understood() {
    var eaten = 0;
    for (var reaction : reactions) {
      for (var sample : Samples.of(reaction.topic())) {
        eat(reaction, sample.read());
        eaten++;
      }
    }
    assertThat(eaten).isGreaterThan(20);
  }

  /** For nothing: it is taken back. The answer may be no, but never surprise. */
  @SuppressWarnings({"unchecked", "NullAway"})
  private static <E extends Event> void eat(Reaction<E> reaction, Event event) {
    QuarkusTransaction.begin();
    try {
      reaction.on((E) event, (Envelope) null);
    } catch (RefusedException | TooEarlyException e) {
      // An answer too.
    } finally {
      QuarkusTransaction.rollback();
    }
  }
}
