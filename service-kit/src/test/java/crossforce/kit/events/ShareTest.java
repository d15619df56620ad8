package crossforce.kit.events;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.kit.events.DeliveryStep.Part;
import crossforce.kit.events.Received.Unreadable;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ShareTest {
  private final Share share = new Share(new TopicPartition("tales", 3));

  @Test
  void what_is_put_off_again_with_others_has_waited_since_the_first_time() {
    share.placedAt(7);
    share.putOff(List.of(record(7)), 1_000);

    share.putOff(and(share.takePutOff(), record(8)), 1_200);

    assertThat(share.hasPutOffBefore(999)).isFalse();
    assertThat(share.hasPutOffBefore(1_000)).isTrue();
    assertThat(share.takePutOff()).hasSize(2);
    assertThat(share.takePutOff()).isEmpty();
  }

  @Test
  void what_is_put_off_after_a_step_waits_anew() {
    share.placedAt(7);
    share.putOff(List.of(record(7)), 1_000);
    share.passed(new Part(share.partition(), 7, share.takePutOff()));
    assertThat(share.held()).isEqualTo(8);

    share.putOff(List.of(record(8)), 1_200);

    assertThat(share.hasPutOffBefore(1_199)).isFalse();
    assertThat(share.hasPutOffBefore(1_200)).isTrue();
  }

  private static List<Received> and(List<Received> first, Received next) {
    return List.of(first.getFirst(), next);
  }

  private static Received record(long offset) {
    return new Unreadable(new ConsumerRecord<>("tales", 3, offset, new byte[0], new byte[0]), "");
  }
}
