package crossforce.local;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.Topics;
import crossforce.contract.registry.AvailabilityProjection;
import crossforce.contract.wire.Topic;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TopicsDefinitionTest {
  @Test
  void the_topics_defined_are_those_of_the_contract() {
    var ofTheContract = Topics.all().stream().map(Topic::name);
    var outsideEveryChain = Stream.of(AvailabilityProjection.TOPIC, "audit.checkpoints.v1");

    assertThat(KafkaTopics.DEFINED.topics())
        .extracting(KafkaTopics.Topic::name)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(ofTheContract, outsideEveryChain).toList());
  }

  @Test
  void every_topic_has_as_many_partitions_as_there_are_shards_and_the_time_of_the_log() {
    assertThat(KafkaTopics.DEFINED.partitions()).isEqualTo(16);
    assertThat(KafkaTopics.DEFINED.topics())
        .allSatisfy(topic ->
            assertThat(topic.settings())
                .containsEntry("message.timestamp.type", "LogAppendTime")
                .containsEntry("retention.ms", "-1"));
  }

  @Test
  void only_the_producer_of_the_contract_may_write_a_topic_and_the_audit_reads_all() {
    for (var topic : Topics.all()) {
      assertThat(KafkaTopics.DEFINED.topics())
          .filteredOn(defined -> defined.name().equals(topic.name()))
          .singleElement()
          .satisfies(defined -> {
            assertThat(defined.writtenBy()).isEqualTo(topic.producer());
            assertThat(defined.readBy()).contains("audit-service");
          });
    }
  }
}
