package crossforce.kit.test;

import crossforce.contract.Topics;
import crossforce.contract.registry.AvailabilityProjection;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.awaitility.Awaitility;

/** The platform's topics, empty, on the real broker of the tests. */
public final class TestTopics {
  private static final String RUN = "crossforce.test.run";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private TestTopics() {}

  /** Deletes what there is and makes all topics anew, these among them. */
  public static void fresh(Collection<String> more) {
    try (var admin = admin()) {
      admin.deleteTopics(admin.listTopics().names().get()).all().get();
      create(admin, all(more));
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topics cannot be made", e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    System.setProperty(RUN, UUID.randomUUID().toString());
  }

  /** Tells one set of fresh topics from the next. */
  static String run() {
    return System.getProperty(RUN, "none");
  }

  public static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", SharedParts.kafkaBootstrap()));
  }

  public static String bootstrapServers() {
    return SharedParts.kafkaBootstrap();
  }

  private static List<NewTopic> all(Collection<String> more) {
    var all = new ArrayList<NewTopic>();
    Topics.all().stream().map(Topic::name).forEach(name -> all.add(topic(name, "delete")));
    all.add(topic(AvailabilityProjection.TOPIC, "compact"));
    all.add(topic("audit.checkpoints.v1", "delete"));
    more.forEach(name -> all.add(topic(name, "delete")));
    return all;
  }

  private static NewTopic topic(String name, String cleanup) {
    return new NewTopic(name, Shard.COUNT, (short) 1)
        .configs(
            Map.of(
                "cleanup.policy", cleanup,
                "retention.ms", "-1",
                "retention.bytes", "-1",
                "message.timestamp.type", "LogAppendTime"));
  }

  /** A deletion is seen at once by the controller, yet on a busy machine it may take a moment. */
  private static void create(Admin admin, List<NewTopic> topics) {
    var left = new ArrayList<>(topics);
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> {
          var results = admin.createTopics(left).values();
          for (var topic : List.copyOf(left)) {
            if (isCreated(results.get(topic.name()))) {
              left.remove(topic);
            }
          }
          return left.isEmpty();
        });
  }

  private static boolean isCreated(KafkaFuture<Void> result) throws Exception {
    try {
      result.get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw e;
    }
  }
}
