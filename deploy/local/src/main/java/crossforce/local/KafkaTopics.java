package crossforce.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/**
 * The topics of {@code deploy/kafka/topics.json}: made when missing, their settings and the rights
 * on them repaired; a partition count is never changed.
 */
final class KafkaTopics {
  static final Defined DEFINED = Definition.read("kafka/topics.json", Defined.class);
  private static final String ENVIRONMENT = "local";

  private KafkaTopics() {}

  record Defined(
      int partitions,
      Map<String, Environment> environments,
      Map<String, String> config,
      List<Topic> topics) {}

  record Environment(short replication, Map<String, String> config) {}

  /**
   * A topic, and who may do what with it.
   *
   * @param writtenBy the one user who may write it, and read it as well
   * @param readBy the others who may read it
   */
  record Topic(
      String name, String writtenBy, List<String> readBy, @Nullable Map<String, String> config) {
    Map<String, String> settings() {
      var settings = new HashMap<>(DEFINED.config());
      settings.putAll(environment().config());
      Optional.ofNullable(config).ifPresent(settings::putAll);
      return settings;
    }
  }

  private static Environment environment() {
    return Optional.ofNullable(DEFINED.environments().get(ENVIRONMENT)).orElseThrow();
  }

  /** What it made or repaired, in words; empty when everything was there. */
  static List<String> provide(Admin admin) {
    try {
      var done = new ArrayList<String>();
      var existing = admin.listTopics().names().get();
      var missing =
          DEFINED.topics().stream().filter(topic -> !existing.contains(topic.name())).toList();
      admin.createTopics(missing.stream().map(KafkaTopics::asNew).toList()).all().get();
      missing.forEach(topic -> done.add("topic " + topic.name()));
      var kept =
          DEFINED.topics().stream().filter(topic -> existing.contains(topic.name())).toList();
      checkPartitions(admin, kept);
      done.addAll(repairSettings(admin, kept));
      done.addAll(KafkaRights.repair(admin, DEFINED.topics()));
      return done;
    } catch (ExecutionException e) {
      throw new PlatformTrouble("Cannot make the topics: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformTrouble("Interrupted while making the topics.", e);
    }
  }

  private static NewTopic asNew(Topic topic) {
    return new NewTopic(topic.name(), DEFINED.partitions(), environment().replication())
        .configs(topic.settings());
  }

  private static void checkPartitions(Admin admin, List<Topic> topics)
      throws ExecutionException, InterruptedException {
    var described =
        admin.describeTopics(topics.stream().map(Topic::name).toList()).allTopicNames().get();
    described.forEach((name, description) -> {
      if (description.partitions().size() != DEFINED.partitions()) {
        throw new PlatformTrouble(
            "Topic %s has %d partitions, not %d: keys would change their partition, so this is not repaired."
                .formatted(name, description.partitions().size(), DEFINED.partitions()));
      }
    });
  }

  private static List<String> repairSettings(Admin admin, List<Topic> topics)
      throws ExecutionException, InterruptedException {
    var wanted =
        topics.stream()
            .collect(
                Collectors.toMap(
                    topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                    Topic::settings));
    var repairs = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
    var actual = admin.describeConfigs(wanted.keySet()).all().get();
    wanted.forEach((resource, settings) -> {
      var operations =
          settings.entrySet().stream()
              .filter(setting ->
                  !setting.getValue().equals(valueOf(actual.get(resource), setting.getKey())))
              .map(setting ->
                  new AlterConfigOp(
                      new ConfigEntry(setting.getKey(), setting.getValue()),
                      AlterConfigOp.OpType.SET))
              .toList();
      if (!operations.isEmpty()) repairs.put(resource, operations);
    });
    admin.incrementalAlterConfigs(repairs).all().get();
    return repairs.keySet().stream()
        .map(resource -> "settings of topic " + resource.name())
        .sorted()
        .toList();
  }

  private static @Nullable String valueOf(@Nullable Config config, String setting) {
    if (config == null) return null;
    var entry = config.get(setting);
    return entry == null ? null : entry.value();
  }
}
