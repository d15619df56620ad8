package crossforce.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A control room subscribes with its own login, late, and knows what every asset is doing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ControlRoomTest {
  private static final int FORCES = 43;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void a_control_room_that_comes_late_learns_of_every_force() throws IOException {
    assertThat(ownersToldOf(FORCES)).hasSize(FORCES).contains("west-yorkshire", "kent");
  }

  private static Set<String> ownersToldOf(int enough) throws IOException {
    var json = new ObjectMapper();
    var owners = new HashSet<String>();
    try (var consumer =
        new KafkaConsumer<>(
            TestPlatform.platform()
                .kafkaClient(
                    "control-room",
                    Map.of(
                        "group.id",
                        "control-room-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest")),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of("registry.availability.v1"));
      var end = System.nanoTime() + PATIENCE.toNanos();
      while (owners.size() < enough && System.nanoTime() < end) {
        for (var record : consumer.poll(Duration.ofMillis(500))) {
          owners.add(json.readTree(record.value()).path("owner").asText());
        }
      }
    }
    return owners;
  }
}
