package crossforce.local;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Who may write and read which topic: what {@code deploy/kafka/topics.json} does not give, nobody
 * has. A user's consumer groups and transactions begin with its name.
 */
final class KafkaRights {
  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(20);

  private KafkaRights() {}

  /** All users that any topic is for. */
  static Set<String> users(Collection<KafkaTopics.Topic> topics) {
    var users = new HashSet<String>();
    for (var topic : topics) {
      users.add(topic.writtenBy());
      users.addAll(topic.readBy());
    }
    return users;
  }

  /** What it granted or took away, in words. */
  static List<String> repair(Admin admin, Collection<KafkaTopics.Topic> topics)
      throws ExecutionException, InterruptedException {
    var wanted = wanted(topics);
    var actual = actual(admin);
    var missing = wanted.stream().filter(right -> !actual.contains(right)).toList();
    var surplus = actual.stream().filter(right -> !wanted.contains(right)).toList();
    admin.createAcls(missing).all().get();
    admin.deleteAcls(surplus.stream().map(AclBinding::toFilter).toList()).all().get();
    // The broker learns of it a little later than the controller, which has answered.
    if (!Patience.until(KNOWN_WITHIN, () -> actual(admin).equals(wanted))) {
      throw new PlatformTrouble("Kafka does not take the rights on its topics.");
    }
    return Stream.concat(missing.stream(), surplus.stream())
        .map(right -> "rights on " + right.pattern().name())
        .distinct()
        .sorted()
        .toList();
  }

  private static Set<AclBinding> actual(Admin admin) {
    try {
      return Set.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get());
    } catch (ExecutionException e) {
      throw new PlatformTrouble("Cannot read the rights on the topics: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformTrouble("Interrupted while reading the rights on the topics.", e);
    }
  }

  private static Set<AclBinding> wanted(Collection<KafkaTopics.Topic> topics) {
    var rights = new HashSet<AclBinding>();
    for (var topic : topics) {
      rights.add(right(topic.writtenBy(), AclOperation.WRITE, ResourceType.TOPIC, topic.name()));
      rights.add(right(topic.writtenBy(), AclOperation.READ, ResourceType.TOPIC, topic.name()));
      for (var reader : topic.readBy()) {
        rights.add(right(reader, AclOperation.READ, ResourceType.TOPIC, topic.name()));
      }
    }
    for (var user : users(topics)) {
      rights.add(right(user, AclOperation.READ, ResourceType.GROUP, user));
    }
    for (var writer : topics.stream().map(KafkaTopics.Topic::writtenBy).distinct().toList()) {
      rights.add(right(writer, AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, writer));
    }
    return rights;
  }

  private static AclBinding right(
      String user, AclOperation operation, ResourceType type, String name) {
    return new AclBinding(
        new ResourcePattern(
            type, name, type == ResourceType.TOPIC ? PatternType.LITERAL : PatternType.PREFIXED),
        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
  }
}
