package crossforce.audit;

import static crossforce.audit.Audit.awaitSize;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.Wire;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A verification that Kafka does not answer. */
@OnRealParts
@TestProfile(SilentKafkaTest.NoPatience.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SilentKafkaTest {
  /** Every answer of Kafka's comes too late. */
  public static class NoPatience implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("crossforce.audit.kafka-patience", "PT0S");
    }
  }

  @Test
  void what_kafka_did_not_tell_is_not_said_to_be_altered() {
    var before = Audit.size();
    try (var wire = Wire.open()) {
      var forger = new Forger(wire, Requests.quietShards().get(8));
      var told = forger.tell(1);
      awaitSize(before + 1);
      forger.tell(told, Forger.data(1));
      await().until(() -> TestDatabase.current().count("log_repeats") == 1);
    }

    assertThat(Audit.findings())
        .hasSize(2)
        .allSatisfy(finding -> assertThat(finding).containsEntry("kind", "kafka-silent"));
    assertThat(Audit.get("/verification").getBoolean("verified")).isFalse();
  }
}
