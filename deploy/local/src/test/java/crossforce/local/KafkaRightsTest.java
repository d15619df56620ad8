package crossforce.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker, and who may do what with its topics. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KafkaRightsTest {
  @TempDir static Path state;
  private static Kafka kafka;

  @BeforeAll
  static void start() {
    var home = Home.in(state);
    kafka = new Kafka(home, Ports.free(), new Secrets(home.secrets()));
    kafka.launch();
    assertThat(Patience.until(Duration.ofSeconds(60), kafka::isReady)).isTrue();
    provide();
  }

  @AfterAll
  static void end() {
    kafka.daemon().kill();
  }

  private static List<String> provide() {
    try (var admin = kafka.admin()) {
      return KafkaTopics.provide(admin);
    }
  }

  @Test
  void a_service_writes_its_own_topics_and_no_others() throws Exception {
    write("billing-service", "billing.tariffs.v1");

    assertThatThrownBy(() -> write("billing-service", "broker.requests.v1"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> write("audit-service", "broker.requests.v1"))
        .hasCauseInstanceOf(AuthorizationException.class);
  }

  @Test
  void a_control_room_reads_availability_and_nothing_else() {
    assertThat(end("control-room", "registry.availability.v1")).isZero();

    assertThatThrownBy(() -> end("control-room", "broker.requests.v1"))
        .isInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> write("control-room", "registry.availability.v1"))
        .hasCauseInstanceOf(AuthorizationException.class);
  }

  @Test
  void who_does_not_know_the_password_gets_nowhere() {
    var login =
        Map.<String, Object>of(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"request-broker\" password=\"guessed\";");

    assertThatThrownBy(() -> end(kafka.client("request-broker", login), "broker.requests.v1"))
        .isInstanceOf(SaslAuthenticationException.class);
  }

  @Test
  void rights_taken_or_given_by_hand_are_put_right() throws Exception {
    try (var admin = kafka.admin()) {
      var before = admin.describeAcls(AclBindingFilter.ANY).values().get();
      var given =
          before.stream().filter(right -> right.pattern().name().equals("billing.tariffs.v1"));
      admin.deleteAcls(given.map(right -> right.toFilter()).toList()).all().get();

      assertThat(provide()).containsExactly("rights on billing.tariffs.v1");
      assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get())
          .containsExactlyInAnyOrderElementsOf(before);
      assertThat(provide()).isEmpty();
    }
  }

  private static void write(String user, String topic)
      throws ExecutionException, InterruptedException {
    try (var producer =
        new KafkaProducer<>(
            kafka.client(user, Map.of("acks", "all")),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, "key", "record")).get();
    }
  }

  private static long end(String user, String topic) {
    return end(kafka.client(user, Map.of()), topic);
  }

  private static long end(Map<String, Object> client, String topic) {
    var partition = new TopicPartition(topic, 0);
    try (var consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      return consumer.endOffsets(List.of(partition)).values().iterator().next();
    }
  }
}
