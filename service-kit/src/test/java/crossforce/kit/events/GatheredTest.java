package crossforce.kit.events;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.kit.events.DeliveryStep.Part;
import crossforce.kit.events.Received.Unreadable;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GatheredTest {
  private static final int TOGETHER = 10;

  private final Share share = new Share(new TopicPartition("tales", 3));
  private final Share other = new Share(new TopicPartition("tales", 4));

  @BeforeEach
  void place() {
    share.placedAt(0);
    other.placedAt(0);
  }

  @Test
  void what_is_put_off_never_grows_to_a_transaction() {
    var offset = 0;
    while (offset < 90 && poll(offset, 3).putOff(_ -> true, 1_000)) {
      offset += 3;
    }

    assertThat(offset).isEqualTo(9);
  }

  @Test
  void what_is_put_off_comes_with_what_follows_in_order() {
    poll(0, 2).putOff(_ -> true, 1_000);
    var gathered = poll(2, 2);

    assertThat(gathered.putOff(received -> received.offset() < 3, 1_001)).isFalse();
    assertThat(offsets(gathered.next().get(share))).containsExactly(0L, 1L, 2L, 3L);
    assertThat(gathered.isEmpty()).isTrue();
  }

  @Test
  void what_has_waited_long_enough_waits_no_longer() {
    poll(0, 1).putOff(_ -> true, 1_000);

    assertThat(poll(1, 1).putOff(_ -> true, 1_250)).isFalse();
  }

  @Test
  void a_transaction_takes_its_share_and_leaves_the_rest_in_order() {
    var gathered = poll(0, 8);
    gathered.add(other, records(4, 0, 8));

    assertThat(gathered.next())
        .satisfies(next -> assertThat(offsets(next.get(share))).hasSize(8))
        .satisfies(next -> assertThat(offsets(next.get(other))).containsExactly(0L, 1L));
    share.await(1_000);
    gathered.dropWhatStands();
    assertThat(gathered.shares()).containsExactly(other);
    assertThat(offsets(gathered.next().get(other))).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
  }

  private Gathered poll(int first, int count) {
    var gathered = new Gathered(TOGETHER);
    gathered.add(share, records(3, first, count));
    return gathered;
  }

  private static List<Received> records(int partition, int first, int count) {
    return LongStream.range(first, first + count)
        .mapToObj(
            offset -> new ConsumerRecord<>("tales", partition, offset, new byte[0], new byte[0]))
        .<Received>map(record -> new Unreadable(record, ""))
        .toList();
  }

  private static List<Long> offsets(Part part) {
    return part.records().stream().map(Received::offset).toList();
  }
}
